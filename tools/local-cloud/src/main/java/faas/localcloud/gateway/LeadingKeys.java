package faas.localcloud.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
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
    /** Of a request whose key cannot be told: no condition names it, so that the request is denied where one stands. */
    private static final List<String> UNKNOWN = List.of("");

    private static final Pattern EQUALITY = Pattern.compile("(#?[\\w.-]+)\\s*=\\s*(:\\w+)");

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
                ? part.valueStream().flatMap(JsonNode::valueStream).map(LeadingKeys::written)
                : Stream.empty();
        return ofItems(table, Stream.concat(gets, writes));
    }

    private static JsonNode written(JsonNode request) {
        return request.has("Item") ? request.path("Item") : request.path("Key");
    }

    private List<String> ofItems(String table, Stream<JsonNode> items) {
        return schemas.partitionKey(table, "")
                .map(attribute -> items.map(item -> value(item.path(attribute)))
                        .distinct()
                        .toList())
                .orElse(UNKNOWN);
    }

    /** By {@code KeyConditionExpression}, or by {@code KeyConditions} as earlier SDKs write it. */
    private static List<String> ofQuery(String attribute, JsonNode input) {
        JsonNode names = input.path("ExpressionAttributeNames");
        JsonNode values = input.path("ExpressionAttributeValues");
        Stream<String> expressed = EQUALITY.matcher(
                        input.path("KeyConditionExpression").asText())
                .results()
                .filter(equality ->
                        names.path(equality.group(1)).asText(equality.group(1)).equals(attribute))
                .map(equality -> value(values.path(equality.group(2))));
        Stream<String> conditions = input.path("KeyConditions")
                .path(attribute)
                .path("AttributeValueList")
                .valueStream()
                .map(LeadingKeys::value);
        List<String> keys = Stream.concat(expressed, conditions).distinct().toList();
        return keys.isEmpty() ? UNKNOWN : keys;
    }

    /** The text of a string, a number, or a binary value in Base64. */
    private static String value(JsonNode attributeValue) {
        return attributeValue.valueStream().findFirst().map(JsonNode::asText).orElse("");
    }
}
