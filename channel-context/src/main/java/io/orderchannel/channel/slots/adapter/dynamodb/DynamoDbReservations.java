package io.orderchannel.channel.slots.adapter.dynamodb;

import faas.events.EventCodec;
import faas.events.EventContext;
import io.orderchannel.channel.slots.adapter.dynamodb.Transactions.Problem;
import io.orderchannel.channel.slots.adapter.dynamodb.Transactions.Write;
import io.orderchannel.channel.slots.application.FindRanOut;
import io.orderchannel.channel.slots.application.HoldSlot;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.Capacity;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.Slots;
import io.orderchannel.channel.table.ChannelsTable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * What is held for a limited time: an assignment's item that stands in a sparse index as long as it is held, and a timer beside it. Safe for
 * use by several threads.
 */
public final class DynamoDbReservations implements HoldSlot, FindRanOut {

    private static final String ASSIGNMENT_PREFIX = "ASSIGNMENT#";

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final EventCodec events;
    private final Transactions transactions;

    /** Stores in {@code table}; {@code requestTokens} never gives the same token twice, each of 1 to 36 characters. */
    public DynamoDbReservations(
            DynamoDbClient dynamoDb, String table, EventCodec events, Supplier<String> requestTokens) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.events = events;
        this.transactions = new Transactions(dynamoDb, requestTokens);
    }

    @Override
    public HoldSlot.Result hold(Assignment.Held reservation, Capacity capacity, EventContext context) {
        if (capacity.slots() < 1) {
            return HoldSlot.Result.NONE_LEFT;
        }
        List<Write> refused = transactions.write(List.of(
                TransactWriteItem.builder()
                        .update(ChannelItems.count(table, reservation.slots(), capacity, 1))
                        .build(),
                TransactWriteItem.builder()
                        .put(ChannelItems.create(table, ChannelItems.item(reservation, Optional.empty(), events)))
                        .build(),
                TransactWriteItem.builder()
                        .put(ChannelItems.timer(table, reservation, context))
                        .build()));
        if (refused.isEmpty()) {
            return HoldSlot.Result.HELD;
        }
        if (refused.get(1).problem() == Problem.CONDITION) {
            return HoldSlot.Result.ALREADY_DECIDED;
        }
        return refused.stream().anyMatch(write -> write.problem() == Problem.CONTENTION)
                ? HoldSlot.Result.CONTENDED
                : HoldSlot.Result.NONE_LEFT;
    }

    /**
     * Reads the index, which follows the table a moment later (<a
     * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html">Using global secondary indexes</a>).
     */
    @Override
    public List<OrderId> find(Slots slots, Instant now, int most) {
        return dynamoDb
                .query(QueryRequest.builder()
                        .tableName(table)
                        .indexName(ChannelsTable.RESERVATIONS_INDEX)
                        .keyConditionExpression("#slots = :slots AND #until <= :now")
                        .expressionAttributeNames(Map.of(
                                "#slots",
                                ChannelsTable.RESERVATIONS_PARTITION_KEY,
                                "#until",
                                ChannelsTable.RESERVATIONS_SORT_KEY))
                        .expressionAttributeValues(
                                Map.of(":slots", ChannelItems.heldSlots(slots), ":now", ChannelItems.heldUntil(now)))
                        .limit(most)
                        .build())
                .items()
                .stream()
                .map(item -> new StoredItem(item).text(ChannelsTable.KEY))
                .map(key -> new OrderId(key.substring(ASSIGNMENT_PREFIX.length())))
                .toList();
    }
}
