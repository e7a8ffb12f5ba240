package faas.localcloud.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.provision.Naming;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private final Naming naming;

    DynamoDbAccess(Naming naming) {
        this.naming = naming;
    }

    List<RequiredAccess> of(String operation, JsonNode input) {
        return switch (operation) {
            case "TransactWriteItems", "TransactGetItems" -> ofTransaction(input.path("TransactItems"));
            case "BatchGetItem", "BatchWriteItem" ->
                input.path("RequestItems")
                        .propertyStream()
                        .map(table -> access(operation, tableArn(table.getKey())))
                        .toList();
            case "GetRecords" ->
                List.of(access(operation, streamOf(input.path("ShardIterator").asText())));
            case "GetShardIterator", "DescribeStream" ->
                List.of(access(operation, input.path("StreamArn").asText()));
            default -> List.of(access(operation, resource(input)));
        };
    }

    private List<RequiredAccess> ofTransaction(JsonNode parts) {
        return parts.valueStream()
                .flatMap(part -> part.properties().stream())
                .flatMap(part -> Stream.ofNullable(ACTION_OF_PART.get(part.getKey()))
                        .map(action -> access(
                                action,
                                tableArn(part.getValue().path("TableName").asText()))))
                .distinct()
                .toList();
    }

    /** An index where one is read, else the table; an operation on no table is one on everything. */
    private String resource(JsonNode input) {
        String table = input.path("TableName").asText();
        if (table.isEmpty()) {
            return "*";
        }
        return Optional.of(input.path("IndexName").asText())
                .filter(index -> !index.isEmpty())
                .map(index -> tableArn(table) + "/index/" + index)
                .orElseGet(() -> tableArn(table));
    }

    private String tableArn(String nameOrArn) {
        return nameOrArn.startsWith("arn:") ? nameOrArn : naming.tableArn(nameOrArn);
    }

    /** DynamoDB Local's shard iterators are {@code <number>|<stream ARN>|<rest>}. */
    private String streamOf(String shardIterator) {
        return Stream.of(shardIterator.split("\\|", -1))
                .filter(part -> part.startsWith("arn:"))
                .findFirst()
                .orElse("*");
    }

    private static RequiredAccess access(String operation, String resource) {
        return new RequiredAccess("dynamodb:" + operation, resource);
    }
}
