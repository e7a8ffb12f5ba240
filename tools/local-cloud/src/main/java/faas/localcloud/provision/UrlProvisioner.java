package faas.localcloud.provision;

import faas.localcloud.assembly.LateValues;
import faas.localcloud.lambda.FunctionSpec;
import faas.localcloud.url.FunctionUrls.AuthType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-url.html */
final class UrlProvisioner implements Provisioner {
    @Override
    public String type() {
        return "AWS::Lambda::Url";
    }

    @Override
    public Identity plan(Declaration declaration, Plan plan) {
        Properties properties = declaration.properties();
        String target = properties.requiredText("TargetFunctionArn");
        Optional<String> qualifier = properties.text("Qualifier");
        AuthType authType = AuthType.valueOf(
                properties.oneOf("AuthType", List.of("AWS_IAM", "NONE")).orElse("AWS_IAM"));
        properties.oneOf("InvokeMode", List.of("BUFFERED"));
        String base = plan.function(target).map(FunctionSpec::arn).orElse(target);
        String arn = qualifier.map(alias -> base + ":" + alias).orElse(base);
        String placeholder = LateValues.placeholder("url", arn);
        plan.urls.add(new Plan.Url(declaration.where(), arn, authType, placeholder));
        return new Identity(arn, Map.of("FunctionArn", arn, "FunctionUrl", placeholder));
    }
}
