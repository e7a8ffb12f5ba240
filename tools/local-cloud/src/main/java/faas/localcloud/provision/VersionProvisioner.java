package faas.localcloud.provision;

import faas.localcloud.lambda.FunctionSpec;
import java.util.Map;

/**
 * The first version: an engine starts with nothing deployed before.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-version.html">Version</a>
 */
final class VersionProvisioner implements Provisioner {
    private static final String FIRST = "1";

    @Override
    public String type() {
        return "AWS::Lambda::Version";
    }

    @Override
    public Identity plan(Declaration declaration, Plan plan) {
        String function = declaration.properties().requiredText("FunctionName");
        plan.versions.add(new Plan.Version(declaration.where(), function, FIRST));
        String arn = plan.function(function).map(FunctionSpec::arn).orElse(function) + ":" + FIRST;
        return new Identity(arn, Map.of("FunctionArn", arn, "Version", FIRST));
    }
}
