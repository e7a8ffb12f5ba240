package io.orderchannel.events.order;

import faas.events.EventData;
import faas.events.EventFormat;
import faas.events.EventType;
import faas.events.FieldReader;
import faas.events.Fields;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of the Order context in JSON: each carries the order's full state. Fields that it does not name are
 * skipped.
 */
public final class OrderEventFormat implements EventFormat {
    private static final List<OrderEventType> TYPES = List.of(OrderEventType.values());

    @Override
    public List<OrderEventType> types() {
        return TYPES;
    }

    @Override
    public void write(EventData data, JsonWriter writer) {
        write(((OrderEvent) data).order(), writer);
    }

    @Override
    public OrderEvent read(EventType type, FieldReader in) {
        return OrderEvent.of(read(in));
    }

    /** Writes an order's state as a JSON object. */
    public static void write(OrderSnapshot order, JsonWriter writer) {
        writer.beginObject();
        writer.name("orderId");
        writer.value(order.orderId());
        writer.name("version");
        writer.value(order.version());
        writer.name("customerId");
        writer.value(order.customerId());
        writer.name("channel");
        writer.value(order.channel().name());
        if (order.express()) {
            writer.name("express");
            writer.value(true);
        }
        writer.name("state");
        writer.value(order.state().name());
        writer.name("items");
        writer.beginArray();
        for (OrderItem item : order.items()) {
            write(item, writer);
        }
        writer.endArray();
        writer.name("total");
        write(order.total(), writer);
        writer.name("placedAt");
        writer.value(order.placedAt().toString());
        if (order.reason() != null) {
            writer.name("reason");
            writer.value(order.reason());
        }
        writer.endObject();
    }

    private static void write(OrderItem item, JsonWriter writer) {
        writer.beginObject();
        writer.name("sku");
        writer.value(item.sku());
        writer.name("quantity");
        writer.value(item.quantity());
        writer.name("unitPrice");
        write(item.unitPrice(), writer);
        writer.endObject();
    }

    private static void write(Money money, JsonWriter writer) {
        writer.beginObject();
        writer.name("amount");
        writer.value(money.amount());
        writer.name("currency");
        writer.value(money.currency());
        writer.endObject();
    }

    /**
     * Reads an order's state.
     *
     * @throws IllegalArgumentException if a field is missing or wrong; the message holds no part of the text
     */
    public static OrderSnapshot read(FieldReader in) {
        @Nullable String orderId = null;
        @Nullable Long version = null;
        @Nullable String customerId = null;
        @Nullable String channel = null;
        @Nullable Boolean express = null;
        @Nullable String state = null;
        @Nullable List<OrderItem> items = null;
        @Nullable Money total = null;
        @Nullable String placedAt = null;
        @Nullable String reason = null;
        JsonReader reader = in.reader();
        in.beginObject();
        while (reader.hasNextField()) {
            switch (in.nextField()) {
                case "orderId" -> orderId = in.text();
                case "version" -> version = in.number();
                case "customerId" -> customerId = in.text();
                case "channel" -> channel = in.text();
                case "express" -> express = in.flag();
                case "state" -> state = in.text();
                case "items" -> items = items(in);
                case "total" -> total = money(in);
                case "placedAt" -> placedAt = in.text();
                case "reason" -> reason = in.text();
                default -> in.skip();
            }
        }
        reader.endObject();
        return new OrderSnapshot(
                Fields.required(orderId, "orderId"),
                Fields.required(version, "version"),
                Fields.required(customerId, "customerId"),
                Fields.constant(Channel.values(), Fields.required(channel, "channel"), "channel"),
                express != null && express,
                Fields.constant(OrderState.values(), Fields.required(state, "state"), "state"),
                Fields.required(items, "items"),
                Fields.required(total, "total"),
                Fields.instant(Fields.required(placedAt, "placedAt"), "placedAt"),
                reason);
    }

    private static List<OrderItem> items(FieldReader in) {
        List<OrderItem> items = new ArrayList<>();
        JsonReader reader = in.reader();
        in.beginArray();
        while (reader.hasNextElement()) {
            items.add(item(in));
        }
        reader.endArray();
        return items;
    }

    private static OrderItem item(FieldReader in) {
        @Nullable String sku = null;
        @Nullable Long quantity = null;
        @Nullable Money unitPrice = null;
        JsonReader reader = in.reader();
        in.beginObject();
        while (reader.hasNextField()) {
            switch (in.nextField()) {
                case "sku" -> sku = in.text();
                case "quantity" -> quantity = in.number();
                case "unitPrice" -> unitPrice = money(in);
                default -> in.skip();
            }
        }
        reader.endObject();
        return new OrderItem(
                Fields.required(sku, "sku"),
                pieces(Fields.required(quantity, "quantity")),
                Fields.required(unitPrice, "unitPrice"));
    }

    private static int pieces(long quantity) {
        if (quantity > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("quantity is out of range, expected at most " + Integer.MAX_VALUE);
        }
        return (int) quantity;
    }

    private static Money money(FieldReader in) {
        @Nullable Long amount = null;
        @Nullable String currency = null;
        JsonReader reader = in.reader();
        in.beginObject();
        while (reader.hasNextField()) {
            switch (in.nextField()) {
                case "amount" -> amount = in.number();
                case "currency" -> currency = in.text();
                default -> in.skip();
            }
        }
        reader.endObject();
        return new Money(Fields.required(amount, "amount"), Fields.required(currency, "currency"));
    }
}
