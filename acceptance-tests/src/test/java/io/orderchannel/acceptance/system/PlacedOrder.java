package io.orderchannel.acceptance.system;

import static io.orderchannel.acceptance.system.Orders.anOrderFor;

import faas.acceptance.system.TopicTap;
import io.orderchannel.events.order.Channel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An order of the system's own, its item, and the event that told of it: what copies of it are made from. */
public record PlacedOrder(String orderId, String event, Map<String, AttributeValue> item) {

    private static final Duration SOON = Duration.ofMinutes(1);

    /** Places one and waits until it is CONFIRMED. */
    public static PlacedOrder in(OrderSystem system) {
        try (var events = TopicTap.on(system, "OrderEventsTopicArn")) {
            var orderId = system.placed(anOrderFor(Channel.STORE));
            var event = events.await(orderId, "order.placed.v1", SOON);
            var item = system.item("OrdersTableName", "orderId", orderId);
            system.awaitState(orderId, "CONFIRMED", SOON);
            return new PlacedOrder(orderId, event, item);
        }
    }

    /** Stores a copy of the order as it was when it was placed, which no event tells of, and returns its id. */
    public String copiedTo(OrderSystem system) {
        var id = UUID.randomUUID().toString().replace("-", "");
        var copy = new HashMap<>(item);
        copy.put("orderId", AttributeValue.fromS(id));
        copy.put("state", AttributeValue.fromS("PLACED"));
        copy.put("version", AttributeValue.fromN("1"));
        copy.put("channelVersion", AttributeValue.fromN("0"));
        copy.put("channelEventId", AttributeValue.fromS(""));
        List.of("event", "eventId").forEach(copy::remove);
        system.aws()
                .dynamoDb()
                .putItem(put -> put.tableName(system.output("OrdersTableName")).item(copy));
        return id;
    }

    /** The event that would tell of a copy. */
    public String eventOf(String copyId) {
        return event.replace(orderId, copyId);
    }
}
