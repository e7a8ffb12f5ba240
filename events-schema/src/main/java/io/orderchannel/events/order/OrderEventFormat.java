package io.orderchannel.events.order;

import faas.events.EventData;
import faas.events.EventFormat;
import faas.events.EventType;
import faas.json.JsonObject;
import faas.json.JsonReader;
import java.util.List;

/** The events of the Order context in JSON. */
public final class OrderEventFormat implements EventFormat {
    private static final List<OrderEventType> TYPES = List.of(OrderEventType.values());

    @Override
    public List<OrderEventType> types() {
        return TYPES;
    }

    @Override
    public JsonObject write(EventData data) {
        return write((OrderSnapshot) data);
    }

    @Override
    public OrderSnapshot read(EventType type, JsonReader in) {
        return read(in);
    }

    /** An order's state. */
    public static JsonObject write(OrderSnapshot order) {
        return new JsonObject()
                .put("orderId", order.orderId())
                .put("version", order.version())
                .put("customerId", order.customerId())
                .put("channel", order.channel())
                .putPresent("express", order.express() ? true : null)
                .put("state", order.type())
                .put("items", order.items().stream().map(OrderEventFormat::item).toList())
                .put("total", money(order.total()))
                .put("placedAt", order.placedAt())
                .putPresent("reason", order.reason());
    }

    private static JsonObject item(OrderItem item) {
        return new JsonObject()
                .put("sku", item.sku())
                .put("quantity", item.quantity())
                .put("unitPrice", money(item.unitPrice()));
    }

    private static JsonObject money(Money money) {
        return new JsonObject().put("amount", money.amount()).put("currency", money.currency());
    }

    /** An order's state. */
    public static OrderSnapshot read(JsonReader in) {
        return new OrderSnapshot(
                in.text("orderId"),
                in.number("version", 1, Long.MAX_VALUE),
                in.text("customerId"),
                in.constant("channel", Channel.values()),
                in.flag("express", false),
                in.constant("state", OrderEventType.values()),
                in.objects("items", 1, OrderSnapshot.MAX_ITEMS, OrderEventFormat::item),
                money(in.object("total")),
                in.instant("placedAt"),
                in.optionalText("reason"));
    }

    private static OrderItem item(JsonReader in) {
        return new OrderItem(
                in.text("sku"), (int) in.number("quantity", 1, Integer.MAX_VALUE), money(in.object("unitPrice")));
    }

    private static Money money(JsonReader in) {
        return new Money(in.number("amount", 0, Long.MAX_VALUE), in.text("currency", OrderEventFormat::currency));
    }

    private static String currency(String code) {
        if (code.length() != 3 || !code.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
            throw new IllegalArgumentException("must be three capital letters");
        }
        return code;
    }
}
