package io.orderchannel.channel.slots.adapter.dynamodb;

import faas.events.CloudEvent;
import faas.events.EventCodec;
import faas.events.EventContext;
import io.orderchannel.channel.slots.application.Receipt;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.AssignmentState;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.OrderMarker;
import io.orderchannel.channel.slots.domain.Slots;
import io.orderchannel.channel.table.ChannelsTable;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** The items of the table and the writes that make them. */
final class ChannelItems {
    /** Milliseconds always, so that the order of the texts is that of the instants. */
    private static final DateTimeFormatter SORTABLE =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    /** What earlier versions stored for an order that was cancelled after it was assigned, or before it came. */
    private static final String CANCELLED = "CANCELLED";

    private ChannelItems() {}

    static String key(Slots slots) {
        return ChannelsTable.SLOTS_PREFIX + slots.channel() + "#" + slots.day();
    }

    static String key(OrderId orderId) {
        return ChannelsTable.ASSIGNMENT_PREFIX + orderId.value();
    }

    /** The order whose assignment has that key. */
    static OrderId orderId(String key) {
        return new OrderId(key.substring(ChannelsTable.ASSIGNMENT_PREFIX.length()));
    }

    static String timerKey(OrderId orderId) {
        return ChannelsTable.TIMER_PREFIX + orderId.value();
    }

    static String receiptKey(String webhookId) {
        return ChannelsTable.RECEIPT_PREFIX + webhookId;
    }

    static Map<String, AttributeValue> keyOf(String key) {
        return Map.of(ChannelsTable.KEY, AttributeValue.fromS(key));
    }

    /** How the index of reservations names these slots. */
    static AttributeValue heldSlots(Slots slots) {
        return AttributeValue.fromS(slots.channel() + "#" + slots.day());
    }

    /** How the index of reservations names this instant. */
    static AttributeValue heldUntil(Instant until) {
        return AttributeValue.fromS(SORTABLE.format(until));
    }

    /**
     * Counts slots as taken, if so many are left. The first write of the day creates the counter. The capacity is the
     * caller's, so a changed one counts from then on; it is stored to be seen.
     *
     * @param wanted 1 to {@code capacity}
     */
    static TransactWriteItem count(String table, Slots slots, int capacity, int wanted) {
        return update(update -> update.tableName(table)
                .key(keyOf(key(slots)))
                .updateExpression("SET taken = if_not_exists(taken, :none) + :wanted, #capacity = :capacity")
                // A condition knows no arithmetic, so the sum stands on the other side.
                .conditionExpression("attribute_not_exists(taken) OR taken <= :most")
                .expressionAttributeNames(Map.of("#capacity", "capacity"))
                .expressionAttributeValues(Map.of(
                        ":none", number(0),
                        ":wanted", number(wanted),
                        ":capacity", number(capacity),
                        ":most", number(capacity - wanted))));
    }

    /** Counts one slot as free again. Its condition fails only for a counter that lost count. */
    static TransactWriteItem giveBack(String table, Slots slots) {
        return update(update -> update.tableName(table)
                .key(keyOf(key(slots)))
                .updateExpression("SET taken = taken - :one")
                .conditionExpression("taken >= :one")
                .expressionAttributeValues(Map.of(":one", number(1))));
    }

    /** Stores the first state of an order's assignment; one that is there already is part of the refusal. */
    static TransactWriteItem create(String table, Map<String, AttributeValue> assignment) {
        return put(put -> put.tableName(table)
                .item(assignment)
                .conditionExpression(ChannelsTable.IS_NEW)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
    }

    /** Stores the next state of an assignment that is still at that version. */
    static TransactWriteItem replace(String table, long before, Map<String, AttributeValue> assignment) {
        return put(put -> put.tableName(table)
                .item(assignment)
                .conditionExpression("version = :before")
                .expressionAttributeValues(Map.of(":before", number(before))));
    }

    /** Starts the timer of a reservation: it ends when the reservation does, or up to a second later. */
    static TransactWriteItem timer(String table, Assignment.Held reservation, EventContext context) {
        return put(put -> put.tableName(table)
                .item(Map.of(
                        ChannelsTable.KEY,
                        AttributeValue.fromS(timerKey(reservation.orderId())),
                        ChannelsTable.ORDER_ID,
                        AttributeValue.fromS(reservation.orderId().value()),
                        ChannelsTable.TRACEPARENT,
                        AttributeValue.fromS(context.traceparent()),
                        ChannelsTable.CORRELATION_ID,
                        AttributeValue.fromS(context.correlationId()),
                        ChannelsTable.CAUSATION_ID,
                        AttributeValue.fromS(context.causationId()),
                        ChannelsTable.TIME_TO_LIVE,
                        secondsNotBefore(reservation.until()))));
    }

    static TransactWriteItem create(String table, Receipt receipt) {
        return put(put -> put.tableName(table)
                .item(Map.of(
                        ChannelsTable.KEY,
                        AttributeValue.fromS(receiptKey(receipt.webhookId())),
                        "webhookId",
                        AttributeValue.fromS(receipt.webhookId()),
                        "bodySha256",
                        AttributeValue.fromS(receipt.bodySha256()),
                        "state",
                        AttributeValue.fromS(receipt.state().name()),
                        ChannelsTable.TIME_TO_LIVE,
                        secondsNotBefore(receipt.keptUntil())))
                .conditionExpression(ChannelsTable.IS_NEW));
    }

    static Receipt receipt(Map<String, AttributeValue> stored) {
        StoredItem item = new StoredItem(stored);
        return new Receipt(
                item.text("webhookId"),
                item.text("bodySha256"),
                AssignmentState.valueOf(item.text("state")),
                Instant.ofEpochSecond(item.number(ChannelsTable.TIME_TO_LIVE)));
    }

    static Map<String, AttributeValue> item(Assignment assignment, Optional<CloudEvent> event, EventCodec codec) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put(ChannelsTable.KEY, AttributeValue.fromS(key(assignment.orderId())));
        item.put("assignmentId", AttributeValue.fromS(assignment.id()));
        item.put(
                ChannelsTable.ORDER_ID,
                AttributeValue.fromS(assignment.orderId().value()));
        item.put("channel", AttributeValue.fromS(assignment.slots().channel().name()));
        item.put("slotDay", AttributeValue.fromS(assignment.slots().day().toString()));
        item.put("version", number(assignment.version()));
        item.put("orderVersion", number(assignment.applied().version()));
        item.put("orderEventId", AttributeValue.fromS(assignment.applied().messageId()));
        item.put("state", AttributeValue.fromS(assignment.state().name()));
        // Read by the relay behind the table's stream; see function-kit.
        event.ifPresent(announced -> {
            item.put("eventId", AttributeValue.fromS(announced.id()));
            item.put("event", AttributeValue.fromS(codec.encode(announced)));
        });
        switch (assignment) {
            case Assignment.Held held -> {
                item.put(ChannelsTable.RESERVATIONS_PARTITION_KEY, heldSlots(held.slots()));
                item.put(ChannelsTable.RESERVATIONS_SORT_KEY, heldUntil(held.until()));
            }
            case Assignment.Over over -> item.put("reason", AttributeValue.fromS(over.reason()));
            case Assignment.Assigned _, Assignment.Shipped _, Assignment.Delivered _ -> {}
        }
        return item;
    }

    static Assignment assignment(Map<String, AttributeValue> stored) {
        StoredItem item = new StoredItem(stored);
        OrderId orderId = new OrderId(item.text(ChannelsTable.ORDER_ID));
        Slots slots = item.slots();
        long version = item.number("version");
        OrderMarker applied = item.marker();
        String state = item.text("state");
        return switch (state.equals(CANCELLED) ? AssignmentState.RELEASED : AssignmentState.valueOf(state)) {
            case HELD ->
                new Assignment.Held(
                        orderId,
                        slots,
                        version,
                        applied,
                        Instant.parse(item.text(ChannelsTable.RESERVATIONS_SORT_KEY)));
            case ASSIGNED -> new Assignment.Assigned(orderId, slots, version, applied);
            case SHIPPED -> new Assignment.Shipped(orderId, slots, version, applied);
            case DELIVERED -> new Assignment.Delivered(orderId, slots, version, applied);
            case FAILED -> new Assignment.Failed(orderId, slots, version, applied, item.text("reason"));
            case REJECTED -> new Assignment.Rejected(orderId, slots, version, applied, item.text("reason"));
            case RELEASED -> new Assignment.Released(orderId, slots, version, applied, item.text("reason"));
        };
    }

    /**
     * A time-to-live is in whole seconds (<a
     * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html">Using
     * time to live</a>).
     */
    private static AttributeValue secondsNotBefore(Instant instant) {
        return number(instant.plusMillis(999).getEpochSecond());
    }

    private static TransactWriteItem put(Consumer<Put.Builder> put) {
        return TransactWriteItem.builder().put(put).build();
    }

    private static TransactWriteItem update(Consumer<Update.Builder> update) {
        return TransactWriteItem.builder().update(update).build();
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
