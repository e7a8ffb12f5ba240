package faas.localcloud.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import faas.localcloud.policy.AccessRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Values of the partition key that a request names: IAM's {@code dynamodb:LeadingKeys}. A query of an index names the
 * index's own partition key. A scan names none, and neither does a request about a table as a whole.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html#FGAC_DDB.ConditionKeys">Condition
 *     keys</a>
 */
final class LeadingKeys {
    /** Of a request whose key the engine cannot read. */
    static final List<String> UNKNOWN = List.of(AccessRequest.UNKNOWN);

    /** Types that a key may have. */
    private static final List<String> KEY_TYPES = List.of("S", "N", "B");

    /** Two operands, each as long as it can be. */
    private static final Pattern EQUALITY = Pattern.compile("([^\\s()<>=,]+)\\s*=\\s*([^\\s()<>=,]+)");

    private final KeySchemas schemas;

    /** Where tables and indexes have their keys. */
    interface KeySchemas {
        /**
         * The name of the partition key's attribute; empty where there is no such table or index.
         *
         * @param index empty for the table itself
         */
        Optional<String> partitionKey(String table, String index);
    }

    LeadingKeys(KeySchemas schemas) {
        this.schemas = schemas;
    }

    /** Of one of the operations on an item, or of a query. */
    List<String> of(String operation, JsonNode input) {
        String table = input.path("TableName").asText();
        return switch (operation) {
            case "PutItem", "Put" -> ofItems(table, Stream.of(input.path("Item")));
            case "GetItem", "UpdateItem", "DeleteItem", "Get", "Update", "Delete", "ConditionCheck" ->
                ofItems(table, Stream.of(input.path("Key")));
            case "Query" ->
                schemas.partitionKey(table, input.path("IndexName").asText())
                        .map(attribute -> ofQuery(attribute, input))
                        .orElse(UNKNOWN);
            default -> List.of();
        };
    }

    /** Of one table of a batch: keys to get, or requests to write. */
    List<String> ofBatch(String table, JsonNode part) {
        Stream<JsonNode> gets = part.path("Keys").valueStream();
        Stream<JsonNode> writes = part.isArray()
                ? part.valueStream().flatMap(JsonNode::propertyStream).map(LeadingKeys::written)
                : Stream.empty();
        return ofItems(table, Stream.concat(gets, writes));
    }

    /** DynamoDB ignores whatever else stands in the request. */
    private static JsonNode written(Map.Entry<String, JsonNode> request) {
        return switch (request.getKey()) {
            case "PutRequest" -> request.getValue().path("Item");
            case "DeleteRequest" -> request.getValue().path("Key");
            default -> MissingNode.getInstance();
        };
    }

    private List<String> ofItems(String table, Stream<JsonNode> items) {
        return schemas.partitionKey(table, "")
                .map(attribute -> items.map(item -> value(item.path(attribute)))
                        .distinct()
                        .toList())
                .filter(keys -> !keys.isEmpty())
                .orElse(UNKNOWN);
    }

    /** By {@code KeyConditionExpression}, or by {@code KeyConditions} as earlier SDKs write it. */
    private static List<String> ofQuery(String attribute, JsonNode input) {
        JsonNode names = input.path("ExpressionAttributeNames");
        JsonNode values = input.path("ExpressionAttributeValues");
        Stream<String> expressed = EQUALITY.matcher(
                        input.path("KeyConditionExpression").asText())
                .results()
                .flatMap(equality -> Stream.of(
                        Map.entry(equality.group(1), equality.group(2)),
                        Map.entry(equality.group(2), equality.group(1))))
                .filter(sides ->
                        names.path(sides.getKey()).asText(sides.getKey()).equals(attribute))
                .map(sides -> value(values.path(sides.getValue())));
        Stream<String> conditions = input.path("KeyConditions")
                .path(attribute)
                .path("AttributeValueList")
                .valueStream()
                .map(LeadingKeys::value);
        List<String> keys = Stream.concat(expressed, conditions).distinct().toList();
        return keys.isEmpty() ? UNKNOWN : keys;
    }

    /** The text of a string, a number, or a binary value in Base64; unknown where it is not the value's only member. */
    private static String value(JsonNode attributeValue) {
        return KEY_TYPES.stream()
                .map(attributeValue::path)
                .filter(value -> value.isTextual() && attributeValue.size() == 1)
                .map(JsonNode::textValue)
                .findFirst()
                .orElse(AccessRequest.UNKNOWN);
    }
}
