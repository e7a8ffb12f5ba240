package io.orderchannel.channel.counts.adapter.dynamodb;

import io.orderchannel.channel.counts.application.EventCounts;
import io.orderchannel.channel.table.ChannelsTable;
import java.time.LocalDate;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * One counter for each day and type: {@code pk} is {@code count#<day>#<type>}, {@code events} the count. When an answer
 * is lost the SDK sends the addition again, and it may count twice. Safe for use by several threads.
 */
public final class DynamoDbEventCounts implements EventCounts {
    private final DynamoDbClient dynamoDb;
    private final String table;

    public DynamoDbEventCounts(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    @Override
    public void add(LocalDate day, String type) {
        dynamoDb.updateItem(UpdateItemRequest.builder()
                .tableName(table)
                .key(Map.of(ChannelsTable.KEY, AttributeValue.fromS(ChannelsTable.COUNT_PREFIX + day + "#" + type)))
                .updateExpression("ADD events :one")
                .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1")))
                .build());
    }
}
