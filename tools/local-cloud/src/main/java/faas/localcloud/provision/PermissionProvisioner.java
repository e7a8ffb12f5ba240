package faas.localcloud.provision;

import java.util.Map;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-permission.html */
final class PermissionProvisioner implements Provisioner {
    @Override
    public String type() {
        return "AWS::Lambda::Permission";
    }

    @Override
    public Identity plan(Declaration declaration, Plan plan) {
        Properties properties = declaration.properties();
        plan.permissions.add(new Plan.Permission(
                declaration.where(),
                properties.requiredText("FunctionName"),
                properties.requiredText("Action"),
                properties.requiredText("Principal"),
                properties.text("SourceArn"),
                properties.text("SourceAccount"),
                properties.text("FunctionUrlAuthType"),
                properties.flag("InvokedViaFunctionUrl")));
        return new Identity(declaration.logicalId(), Map.of("Id", declaration.logicalId()));
    }
}
