package io.orderchannel.channel.payouts.adapter.dynamodb;

import io.orderchannel.channel.payouts.application.PayoutLag;
import io.orderchannel.channel.table.ChannelsTable;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The lag and the claim, in the item that {@link PayoutLagItem} describes. Each step is one conditional write, and one
 * whose answer is lost may be sent again. Safe for use by several threads.
 */
public final class DynamoDbPayoutLag implements PayoutLag {
    private static final String FREE = "(attribute_not_exists(claimedUntil) OR claimedUntil <= :now)";

    private final DynamoDbClient dynamoDb;
    private final String table;

    public DynamoDbPayoutLag(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    @Override
    public Known measured(int backlog, Instant now) {
        String emptyAt = backlog == 0 ? ":now" : "if_not_exists(emptyAt, :now)";
        Map<String, AttributeValue> item = dynamoDb.updateItem(
                        update().updateExpression("SET backlog = :lag, measuredAt = :now, emptyAt = " + emptyAt
                                        + ", maxLag = if_not_exists(maxLag, :lag)")
                                .expressionAttributeValues(Map.of(":lag", number(backlog), ":now", time(now)))
                                .returnValues(ReturnValue.ALL_NEW)
                                .build())
                .attributes();
        if (Long.parseLong(attribute(item, PayoutLagItem.MAX_LAG).n()) < backlog) {
            raise(backlog);
        }
        @Nullable AttributeValue claimedUntil = item.get(PayoutLagItem.CLAIMED_UNTIL);
        return new Known(
                instant(attribute(item, PayoutLagItem.EMPTY_AT)),
                claimedUntil == null ? Optional.empty() : Optional.of(instant(claimedUntil)));
    }

    /** Another measurement at the same time may have raised it further. */
    private void raise(int backlog) {
        written(update().updateExpression("SET maxLag = :lag")
                .conditionExpression("maxLag < :lag")
                .expressionAttributeValues(Map.of(":lag", number(backlog))));
    }

    @Override
    public boolean reserve(String claimId, Instant now, Instant until) {
        return written(update().updateExpression("SET claimId = :claim, claimedUntil = :until REMOVE drainId")
                .conditionExpression(FREE + " OR (claimId = :claim AND attribute_not_exists(drainId))")
                .expressionAttributeValues(
                        Map.of(":claim", AttributeValue.fromS(claimId), ":now", time(now), ":until", time(until))));
    }

    @Override
    public boolean begin(String claimId, String drainId, Instant now, Instant until) {
        return written(update().updateExpression("SET drainId = :drain, claimedUntil = :until")
                .conditionExpression("claimId = :claim AND claimedUntil > :now"
                        + " AND (attribute_not_exists(drainId) OR drainId = :drain)")
                .expressionAttributeValues(Map.of(
                        ":claim", AttributeValue.fromS(claimId),
                        ":drain", AttributeValue.fromS(drainId),
                        ":now", time(now),
                        ":until", time(until))));
    }

    @Override
    public boolean take(String drainId, Instant now, Instant until) {
        return written(update().updateExpression("SET claimId = :drain, drainId = :drain, claimedUntil = :until")
                .conditionExpression(FREE + " OR drainId = :drain")
                .expressionAttributeValues(
                        Map.of(":drain", AttributeValue.fromS(drainId), ":now", time(now), ":until", time(until))));
    }

    @Override
    public void cancel(String claimId) {
        written(update().updateExpression("REMOVE claimId, claimedUntil")
                .conditionExpression("claimId = :claim AND attribute_not_exists(drainId)")
                .expressionAttributeValues(Map.of(":claim", AttributeValue.fromS(claimId))));
    }

    @Override
    public void end(String drainId, int stored, Optional<Instant> emptyAt) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":drain", AttributeValue.fromS(drainId));
        values.put(":stored", number(stored));
        values.put(":one", number(1));
        emptyAt.ifPresent(time -> values.put(":empty", time(time)));
        written(update().updateExpression("REMOVE claimId, claimedUntil, drainId ADD drained :stored, drains :one"
                        + (emptyAt.isPresent() ? " SET emptyAt = :empty" : ""))
                .conditionExpression("drainId = :drain")
                .expressionAttributeValues(values));
    }

    private UpdateItemRequest.Builder update() {
        return UpdateItemRequest.builder()
                .tableName(table)
                .key(Map.of(ChannelsTable.KEY, AttributeValue.fromS(ChannelsTable.PAYOUT_LAG_KEY)));
    }

    /** Whether the condition held. */
    private boolean written(UpdateItemRequest.Builder update) {
        try {
            dynamoDb.updateItem(update.build());
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
        return Objects.requireNonNull(item.get(name), name);
    }

    private static Instant instant(AttributeValue value) {
        return Instant.ofEpochMilli(Long.parseLong(value.n()));
    }

    private static AttributeValue time(Instant time) {
        return number(time.toEpochMilli());
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
