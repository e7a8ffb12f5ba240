package io.orderchannel.simulator.adapter.dynamodb;

import io.orderchannel.simulator.application.FirstCalls;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/**
 * One item for each assignment that the partner was called about: {@code pk} is {@code call#<assignment id>},
 * {@code callId} the first call, {@code expiresAt} (seconds since 1970) when the item may go. Safe for use by several
 * threads.
 */
public final class DynamoDbFirstCalls implements FirstCalls {
    private static final Duration KEPT = Duration.ofDays(1);

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final Clock clock;

    public DynamoDbFirstCalls(DynamoDbClient dynamoDb, String table, Clock clock) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.clock = clock;
    }

    @Override
    public boolean isFirst(String assignmentId, String callId) {
        long expiresAt = clock.instant().plus(KEPT).getEpochSecond();
        try {
            dynamoDb.putItem(PutItemRequest.builder()
                    .tableName(table)
                    .item(Map.of(
                            "pk", AttributeValue.fromS("call#" + assignmentId),
                            "callId", AttributeValue.fromS(callId),
                            "expiresAt", AttributeValue.fromN(Long.toString(expiresAt))))
                    // When the answer is lost the SDK sends the request again.
                    .conditionExpression("attribute_not_exists(pk) OR callId = :call")
                    .expressionAttributeValues(Map.of(":call", AttributeValue.fromS(callId)))
                    .build());
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }
}
