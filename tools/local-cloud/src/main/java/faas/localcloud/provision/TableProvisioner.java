package faas.localcloud.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.localcloud.assembly.LateValues;
import faas.localcloud.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names and shapes of a template's table are those of CreateTable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html">Table</a>
 */
final class TableProvisioner implements Provisioner {
    private static final List<String> AS_THEY_ARE =
            List.of("AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "LocalSecondaryIndexes");

    @Override
    public String type() {
        return "AWS::DynamoDB::Table";
    }

    @Override
    public Identity plan(Declaration declaration, Plan plan) {
        Properties properties = declaration.properties();
        String name = declaration.physicalName("TableName");
        ObjectNode request = Json.object().put("TableName", name).put("BillingMode", "PAY_PER_REQUEST");
        for (String property : AS_THEY_ARE) {
            properties.json(property).ifPresent(value -> request.set(property, value));
        }
        // On-demand tables and indexes take no throughput; DynamoDB Local limits none.
        properties.json("ProvisionedThroughput");
        request.path("GlobalSecondaryIndexes").forEach(index -> withoutThroughput(index));
        Optional<String> stream = properties.object("StreamSpecification").map(specification -> {
            String view = specification.requiredText("StreamViewType");
            request.set(
                    "StreamSpecification",
                    Json.object().put("StreamEnabled", true).put("StreamViewType", view));
            return LateValues.placeholder("stream", name);
        });
        Optional<String> timeToLive = properties
                .object("TimeToLiveSpecification")
                .flatMap(specification -> {
                    String attribute = specification.requiredText("AttributeName");
                    return specification.flag("Enabled") ? Optional.of(attribute) : Optional.empty();
                });
        String arn = declaration.naming().tableArn(name);
        plan.tables.add(new Plan.Table(declaration.where(), name, arn, request, stream, timeToLive));
        Map<String, String> attributes = new HashMap<>(Map.of("Arn", arn));
        stream.ifPresent(placeholder -> attributes.put("StreamArn", placeholder));
        return new Identity(name, attributes);
    }

    private static void withoutThroughput(JsonNode index) {
        if (index instanceof ObjectNode object) {
            object.remove("ProvisionedThroughput");
        }
    }
}
