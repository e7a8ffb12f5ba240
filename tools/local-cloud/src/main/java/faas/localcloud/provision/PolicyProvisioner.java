package faas.localcloud.provision;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.json.Json;
import java.util.List;
import java.util.Map;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html */
final class PolicyProvisioner implements Provisioner {
    @Override
    public String type() {
        return "AWS::IAM::Policy";
    }

    @Override
    public Identity plan(Declaration declaration, Plan plan) {
        Properties properties = declaration.properties();
        JsonNode document = properties.json("PolicyDocument").orElseGet(Json::object);
        RoleProvisioner.check(properties, "PolicyDocument", List.of(document));
        plan.rolePolicies.add(new Plan.RolePolicy(declaration.where(), properties.texts("Roles"), document));
        properties.text("PolicyName");
        return new Identity(declaration.logicalId(), Map.of());
    }
}
