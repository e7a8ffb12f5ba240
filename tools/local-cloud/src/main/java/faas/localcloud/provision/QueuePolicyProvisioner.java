package faas.localcloud.provision;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.json.Json;
import faas.localcloud.policy.PolicyDocument;
import java.util.List;
import java.util.Map;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queuepolicy.html */
final class QueuePolicyProvisioner implements Provisioner {
    @Override
    public String type() {
        return "AWS::SQS::QueuePolicy";
    }

    @Override
    public Identity plan(Declaration declaration, Plan plan) {
        Properties properties = declaration.properties();
        List<String> queues = properties.texts("Queues");
        JsonNode json = properties.json("PolicyDocument").orElseGet(Json::object);
        try {
            plan.queuePolicies.add(new Plan.QueuePolicy(declaration.where(), queues, PolicyDocument.parse(json), json));
        } catch (IllegalArgumentException e) {
            properties.problem("PolicyDocument", String.valueOf(e.getMessage()));
        }
        return new Identity(declaration.logicalId(), Map.of("Id", declaration.logicalId()));
    }
}
