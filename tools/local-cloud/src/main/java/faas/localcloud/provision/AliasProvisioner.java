package faas.localcloud.provision;

import faas.localcloud.lambda.FunctionSpec;
import java.util.Map;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-alias.html */
final class AliasProvisioner implements Provisioner {
    @Override
    public String type() {
        return "AWS::Lambda::Alias";
    }

    @Override
    public Identity plan(Declaration declaration, Plan plan) {
        Properties properties = declaration.properties();
        String function = properties.requiredText("FunctionName");
        String name = properties.requiredText("Name");
        plan.aliases.add(
                new Plan.Alias(declaration.where(), function, name, properties.requiredText("FunctionVersion")));
        String arn = plan.function(function).map(FunctionSpec::arn).orElse(function) + ":" + name;
        return new Identity(arn, Map.of("AliasArn", arn));
    }
}
