package io.orderchannel.channel.adapter.dynamodb;

import io.orderchannel.channel.domain.Assignment;
import io.orderchannel.channel.domain.Capacity;
import io.orderchannel.channel.domain.OrderId;
import io.orderchannel.channel.domain.Slots;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** The items of the table and the writes that make them. */
final class ChannelItems {

    static final String KEY = "pk";
    static final String IS_NEW = "attribute_not_exists(pk)";

    private ChannelItems() {}

    static String key(Slots slots) {
        return "SLOTS#" + slots.channel() + "#" + slots.day();
    }

    static String key(OrderId orderId) {
        return "ASSIGNMENT#" + orderId.value();
    }

    /**
     * Counts slots as taken, if so many are left. The first one who takes a slot of the day creates the counter. The capacity is the caller's,
     * so one that was changed counts from then on; it is stored to be seen.
     *
     * @param wanted 1 to {@code capacity}
     */
    static Update count(String table, Slots slots, Capacity capacity, int wanted) {
        return Update.builder()
                .tableName(table)
                .key(Map.of(KEY, AttributeValue.fromS(key(slots))))
                .updateExpression("SET taken = if_not_exists(taken, :none) + :wanted, #capacity = :capacity")
                // A condition knows no arithmetic, so the sum stands on the other side.
                .conditionExpression("attribute_not_exists(taken) OR taken <= :most")
                .expressionAttributeNames(Map.of("#capacity", "capacity"))
                .expressionAttributeValues(Map.of(
                        ":none", number(0),
                        ":wanted", number(wanted),
                        ":capacity", number(capacity.slots()),
                        ":most", number(capacity.slots() - wanted)))
                .build();
    }

    static Put create(String table, Assignment assignment, String eventId, String event) {
        return Put.builder()
                .tableName(table)
                .item(item(assignment, eventId, event))
                .conditionExpression(IS_NEW)
                .build();
    }

    static Map<String, AttributeValue> item(Assignment assignment, String eventId, String event) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put(KEY, AttributeValue.fromS(key(assignment.orderId())));
        item.put("assignmentId", AttributeValue.fromS(assignment.id().value()));
        item.put("orderId", AttributeValue.fromS(assignment.orderId().value()));
        item.put("channel", AttributeValue.fromS(assignment.slots().channel().name()));
        item.put("slotDay", AttributeValue.fromS(assignment.slots().day().toString()));
        item.put("version", number(assignment.version().value()));
        item.put("orderVersion", number(assignment.applied().version()));
        item.put("orderEventId", AttributeValue.fromS(assignment.applied().messageId()));
        // Read by the relay behind the table's stream; see function-kit.
        item.put("eventId", AttributeValue.fromS(eventId));
        item.put("event", AttributeValue.fromS(event));
        switch (assignment) {
            case Assignment.Assigned _ -> item.put("state", AttributeValue.fromS("ASSIGNED"));
            case Assignment.Rejected rejected -> {
                item.put("state", AttributeValue.fromS("REJECTED"));
                item.put("reason", AttributeValue.fromS(rejected.reason()));
            }
        }
        return item;
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
