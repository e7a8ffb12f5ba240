package faas.localcloud.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.policy.AccessRequest;
import faas.localcloud.provision.Naming;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a request to DynamoDB or its streams needs. A transaction needs what its parts would need by themselves.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html">DynamoDB</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html">Transactions</a>
 */
final class DynamoDbAccess {
    private static final Map<String, String> ACTION_OF_PART = Map.of(
            "Put", "PutItem",
            "Update", "UpdateItem",
            "Delete", "DeleteItem",
            "Get", "GetItem",
            "ConditionCheck", "ConditionCheckItem");

    /** The engine does not read PartiQL, so a function needs all four actions on all tables, whatever the key. */
    private static final List<RequiredAccess> OF_STATEMENTS = Stream.of("Select", "Insert", "Update", "Delete")
            .map(action -> access("PartiQL" + action, "*", LeadingKeys.UNKNOWN))
            .toList();

    private final Naming naming;
    private final LeadingKeys leadingKeys;

    DynamoDbAccess(Naming naming, LeadingKeys.KeySchemas schemas) {
        this.naming = naming;
        this.leadingKeys = new LeadingKeys(schemas);
    }

    List<RequiredAccess> of(String operation, JsonNode input) {
        return switch (operation) {
            case "TransactWriteItems", "TransactGetItems" -> ofTransaction(operation, input.path("TransactItems"));
            case "BatchGetItem", "BatchWriteItem" -> ofTables(operation, input.path("RequestItems"));
            case "GetRecords" ->
                List.of(access(operation, streamOf(input.path("ShardIterator").asText())));
            case "GetShardIterator", "DescribeStream" ->
                List.of(access(operation, input.path("StreamArn").asText()));
            case "Query", "Scan" -> List.of(access(operation, indexOrTable(input), leadingKeys.of(operation, input)));
            case "ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction" -> OF_STATEMENTS;
            default -> List.of(access(operation, table(input), leadingKeys.of(operation, input)));
        };
    }

    private List<RequiredAccess> ofTables(String operation, JsonNode tables) {
        return atLeastOne(
                operation,
                tables.propertyStream()
                        .map(table -> access(
                                operation,
                                tableArn(table.getKey()),
                                leadingKeys.ofBatch(table.getKey(), table.getValue()))));
    }

    private List<RequiredAccess> ofTransaction(String operation, JsonNode parts) {
        return atLeastOne(
                operation,
                parts.valueStream()
                        .flatMap(part -> part.properties().stream())
                        .map(part -> access(
                                ACTION_OF_PART.getOrDefault(part.getKey(), operation),
                                table(part.getValue()),
                                leadingKeys.of(part.getKey(), part.getValue()))));
    }

    /** A request that names no table needs the action on everything. */
    private static List<RequiredAccess> atLeastOne(String operation, Stream<RequiredAccess> named) {
        List<RequiredAccess> required = named.distinct().toList();
        return required.isEmpty() ? List.of(access(operation, "*")) : required;
    }

    private String indexOrTable(JsonNode input) {
        String index = input.path("IndexName").asText();
        return index.isEmpty() ? table(input) : table(input) + "/index/" + index;
    }

    private String table(JsonNode input) {
        String table = input.path("TableName").asText();
        return table.isEmpty() ? "*" : tableArn(table);
    }

    private String tableArn(String nameOrArn) {
        return nameOrArn.startsWith("arn:") ? nameOrArn : naming.tableArn(nameOrArn);
    }

    /** Of DynamoDB Local's shard iterators, {@code <number>|<stream ARN>|<rest>}; no other is one. */
    private static String streamOf(String shardIterator) {
        String[] parts = shardIterator.split("\\|", -1);
        return parts.length > 1 && parts[1].startsWith("arn:") ? parts[1] : "*";
    }

    private static RequiredAccess access(String operation, String resource) {
        return access(operation, resource, List.of());
    }

    private static RequiredAccess access(String operation, String resource, List<String> leadingKeys) {
        return new RequiredAccess(
                "dynamodb:" + operation,
                resource,
                leadingKeys.isEmpty() ? Map.of() : Map.of(AccessRequest.LEADING_KEYS, leadingKeys));
    }
}
