package io.orderchannel.channel.slots.adapter.dynamodb;

import faas.events.EventCodec;
import faas.events.EventContext;
import io.orderchannel.channel.slots.adapter.dynamodb.Transactions.Problem;
import io.orderchannel.channel.slots.adapter.dynamodb.Transactions.Write;
import io.orderchannel.channel.slots.application.Assignments;
import io.orderchannel.channel.slots.application.Change;
import io.orderchannel.channel.slots.application.Receipt;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.Slots;
import io.orderchannel.channel.table.ChannelsTable;
import io.orderchannel.events.channel.ChannelEventFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * One item an assignment, with a timer's item beside it where it was held for a limited time, one counter for the slots
 * of a channel's day, and one item a receipt, all in one table. Safe for use by several threads.
 *
 * <p>An assignment's item holds its state, the marker of the message that caused it and the event that announces it;
 * the table's stream hands that event on. While it is held, it is in a sparse index. The other items have no event.
 */
public final class DynamoDbAssignments implements Assignments {
    private final DynamoDbClient dynamoDb;
    private final String table;
    private final EventCodec events = new EventCodec(new ChannelEventFormat());
    private final Transactions transactions;

    /** Stores in {@code table}; {@code requestTokens} never gives the same token twice, each of 1 to 36 characters. */
    public DynamoDbAssignments(DynamoDbClient dynamoDb, String table, Supplier<String> requestTokens) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.transactions = new Transactions(dynamoDb, requestTokens);
    }

    @Override
    public Optional<Assignment> find(OrderId orderId) {
        return read(ChannelItems.key(orderId)).map(ChannelItems::assignment);
    }

    @Override
    public Optional<Receipt> findReceipt(String webhookId) {
        return read(ChannelItems.receiptKey(webhookId)).map(ChannelItems::receipt);
    }

    private Optional<Map<String, AttributeValue>> read(String key) {
        Map<String, AttributeValue> item = dynamoDb.getItem(request ->
                        request.tableName(table).key(ChannelItems.keyOf(key)).consistentRead(true))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(item);
    }

    /**
     * Reads the index, which follows the table a moment later (<a
     * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html">Using global secondary
     * indexes</a>).
     */
    @Override
    public List<OrderId> findRanOut(Slots slots, Instant now, int most) {
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
                .map(item -> ChannelItems.orderId(new StoredItem(item).text(ChannelsTable.KEY)))
                .toList();
    }

    @Override
    public Optional<NotTaken> take(Slots slots, int capacity, List<Change> changes) {
        if (changes.size() > capacity) {
            return Optional.of(new NotTaken(true, Map.of(), Set.of()));
        }
        List<TransactWriteItem> writes = new ArrayList<>(changes.size() + 1);
        writes.add(ChannelItems.count(table, slots, capacity, changes.size()));
        changes.forEach(change -> writes.add(assignment(change)));
        List<Write> refused = transactions.write(writes);
        return refused.isEmpty() ? Optional.empty() : Optional.of(notTaken(changes, refused));
    }

    /** The first write counted the slots. */
    private static NotTaken notTaken(List<Change> changes, List<Write> refused) {
        Map<OrderId, Assignment> decided = new HashMap<>();
        Set<OrderId> conflicts = new HashSet<>();
        for (int i = 0; i < changes.size(); i++) {
            OrderId orderId = changes.get(i).after().orderId();
            Write write = refused.get(i + 1);
            switch (write.problem()) {
                case NONE -> {}
                case CONDITION -> decided.put(orderId, ChannelItems.assignment(write.stored()));
                case CONFLICT -> conflicts.add(orderId);
            }
        }
        return new NotTaken(refused.getFirst().problem() == Problem.CONDITION, decided, conflicts);
    }

    @Override
    public Hold hold(Assignment.Held reservation, int capacity, EventContext context) {
        if (capacity < 1) {
            return Hold.NONE_LEFT;
        }
        List<Write> refused = transactions.write(List.of(
                ChannelItems.count(table, reservation.slots(), capacity, 1),
                ChannelItems.create(table, ChannelItems.item(reservation, Optional.empty(), events)),
                ChannelItems.timer(table, reservation, context)));
        if (refused.isEmpty()) {
            return Hold.HELD;
        }
        return refused.getFirst().problem() == Problem.CONDITION && noProblem(refused.subList(1, refused.size()))
                ? Hold.NONE_LEFT
                : Hold.CONFLICT;
    }

    @Override
    public boolean change(Change change) {
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(assignment(change));
        change.receipt().ifPresent(receipt -> writes.add(ChannelItems.create(table, receipt)));
        if (change.givesSlotBack()) {
            writes.add(ChannelItems.giveBack(table, change.after().slots()));
        }
        List<Write> refused = transactions.write(writes);
        if (change.givesSlotBack()
                && !refused.isEmpty()
                && refused.getLast().problem() == Problem.CONDITION
                && noProblem(refused.subList(0, refused.size() - 1))) {
            throw new IllegalStateException("assignment " + change.after().id() + ": gives back a slot of "
                    + change.after().slots() + ", of which none is counted as taken");
        }
        return refused.isEmpty();
    }

    private TransactWriteItem assignment(Change change) {
        Map<String, AttributeValue> item = ChannelItems.item(change.after(), change.event(), events);
        return change.before()
                .map(before -> ChannelItems.replace(table, before.version(), item))
                .orElseGet(() -> ChannelItems.create(table, item));
    }

    private static boolean noProblem(List<Write> writes) {
        return writes.stream().allMatch(write -> write.problem() == Problem.NONE);
    }
}
