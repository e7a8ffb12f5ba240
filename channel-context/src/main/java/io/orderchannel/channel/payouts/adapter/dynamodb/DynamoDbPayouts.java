package io.orderchannel.channel.payouts.adapter.dynamodb;

import io.orderchannel.channel.payouts.application.Payouts;
import io.orderchannel.channel.payouts.domain.Payout;
import io.orderchannel.channel.table.ChannelsTable;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/**
 * One item a payout: {@code pk} is {@code payout#<assignment id>}, and beside it {@code assignmentId}, {@code orderId},
 * {@code channel}, {@code deliveredAt}, {@code storedAt} (UTC, ISO 8601) and {@code cause}, the id of the event that
 * announced the delivery. Safe for use by several threads.
 */
public final class DynamoDbPayouts implements Payouts {
    private final DynamoDbClient dynamoDb;
    private final String table;

    public DynamoDbPayouts(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    @Override
    public boolean store(Payout payout, Instant now) {
        try {
            dynamoDb.putItem(PutItemRequest.builder()
                    .tableName(table)
                    .item(Map.of(
                            ChannelsTable.KEY,
                            AttributeValue.fromS(ChannelsTable.PAYOUT_PREFIX + payout.assignmentId()),
                            "assignmentId",
                            AttributeValue.fromS(payout.assignmentId()),
                            "orderId",
                            AttributeValue.fromS(payout.orderId().value()),
                            "channel",
                            AttributeValue.fromS(payout.channel().name()),
                            "deliveredAt",
                            AttributeValue.fromS(payout.deliveredAt().toString()),
                            "storedAt",
                            AttributeValue.fromS(now.toString()),
                            "cause",
                            AttributeValue.fromS(payout.cause())))
                    .conditionExpression(ChannelsTable.IS_NEW)
                    .build());
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }
}
