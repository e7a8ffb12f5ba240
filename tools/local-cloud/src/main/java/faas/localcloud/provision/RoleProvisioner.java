package faas.localcloud.provision;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.json.Json;
import faas.localcloud.policy.PolicyDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html */
final class RoleProvisioner implements Provisioner {
    /** What the managed policies for functions allow, without the logs, which are written by the engine here. */
    private static final Map<String, List<String>> MANAGED_ACTIONS = Map.of(
            "AWSLambdaBasicExecutionRole",
            List.of(),
            "AWSLambdaSQSQueueExecutionRole",
            List.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"),
            "AWSLambdaDynamoDBExecutionRole",
            List.of(
                    "dynamodb:DescribeStream",
                    "dynamodb:GetRecords",
                    "dynamodb:GetShardIterator",
                    "dynamodb:ListStreams"));

    @Override
    public String type() {
        return "AWS::IAM::Role";
    }

    @Override
    public Identity plan(Declaration declaration, Plan plan) {
        Properties properties = declaration.properties();
        String name = declaration.physicalName("RoleName");
        String arn = "arn:aws:iam::" + declaration.naming().accountId() + ":role/" + name;
        List<JsonNode> documents = new ArrayList<>();
        for (Properties policy : properties.objects("Policies")) {
            policy.text("PolicyName");
            policy.json("PolicyDocument").ifPresent(documents::add);
        }
        for (String managed : properties.texts("ManagedPolicyArns")) {
            documents.add(managedPolicy(properties, managed));
        }
        check(properties, "Policies", documents);
        plan.roles.add(new Plan.Role(declaration.where(), name, arn, documents));
        return new Identity(name, Map.of("Arn", arn));
    }

    /** Tells a policy that cannot be carried out. */
    static void check(Properties properties, String property, List<JsonNode> documents) {
        try {
            PolicyDocument.ofRole(documents);
        } catch (IllegalArgumentException e) {
            properties.problem(property, String.valueOf(e.getMessage()));
        }
    }

    /** https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html */
    private static JsonNode managedPolicy(Properties properties, String arn) {
        List<String> actions = MANAGED_ACTIONS.get(arn.substring(arn.lastIndexOf('/') + 1));
        if (actions == null) {
            properties.problem(
                    "ManagedPolicyArns",
                    "found " + arn + ", which is not carried out, expected one of "
                            + MANAGED_ACTIONS.keySet().stream().sorted().toList() + " or policies in the role");
            actions = List.of();
        }
        var document = Json.object();
        var statement = document.putArray("Statement")
                .addObject()
                .put("Effect", "Allow")
                .put("Resource", "*");
        var allowed = statement.putArray("Action");
        actions.forEach(allowed::add);
        return document;
    }
}
