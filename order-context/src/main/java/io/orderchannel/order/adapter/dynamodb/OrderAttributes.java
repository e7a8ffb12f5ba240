package io.orderchannel.order.adapter.dynamodb;

import io.orderchannel.order.application.Orders;
import io.orderchannel.order.domain.Channel;
import io.orderchannel.order.domain.ChannelMarker;
import io.orderchannel.order.domain.Money;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderDetails;
import io.orderchannel.order.domain.OrderId;
import io.orderchannel.order.domain.OrderItem;
import io.orderchannel.order.domain.OrderState;
import io.orderchannel.order.table.OrdersTable;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An order as the attributes of its item, and back. */
final class OrderAttributes {
    static final String ORDER_ID = OrdersTable.ORDER_ID;
    static final String STATE = "state";
    /** Read by the relay behind the table's stream; see function-kit. */
    static final String EVENT_ID = "eventId";

    static final String EVENT = "event";

    private static final String VERSION = "version";
    private static final String CUSTOMER_ID = "customerId";
    private static final String CHANNEL = "channel";
    private static final String EXPRESS = "express";
    private static final String CURRENCY = "currency";
    private static final String ITEMS = "items";
    private static final String SKU = "sku";
    private static final String QUANTITY = "quantity";
    private static final String UNIT_PRICE = "unitPrice";
    private static final String PLACED_AT = "placedAt";
    private static final String REASON = "reason";
    private static final String CANCELLING_SINCE = "cancellingSince";
    private static final String REQUEST_HASH = "requestHash";
    private static final String CHANNEL_VERSION = "channelVersion";
    private static final String CHANNEL_EVENT_ID = "channelEventId";

    /** Always the same number of digits, so that texts sort as instants do; {@link Instant#toString} omits zeros. */
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private OrderAttributes() {}

    static Map<String, AttributeValue> item(Order.Placed order) {
        OrderDetails details = order.details();
        Map<String, AttributeValue> item = new HashMap<>();
        item.put(ORDER_ID, AttributeValue.fromS(details.id().value()));
        item.put(STATE, AttributeValue.fromS(order.state().name()));
        item.put(VERSION, number(order.version()));
        item.put(CUSTOMER_ID, AttributeValue.fromS(details.customer()));
        item.put(CHANNEL, AttributeValue.fromS(details.channel().name()));
        if (details.express()) {
            item.put(EXPRESS, AttributeValue.fromBool(true));
        }
        item.put(CURRENCY, AttributeValue.fromS(details.total().currency()));
        item.put(ITEMS, items(details.items()));
        item.put(PLACED_AT, AttributeValue.fromS(details.placedAt().toString()));
        item.put(REQUEST_HASH, AttributeValue.fromS(details.fingerprint()));
        item.put(CHANNEL_VERSION, number(order.applied().version()));
        item.put(CHANNEL_EVENT_ID, AttributeValue.fromS(order.applied().messageId()));
        return item;
    }

    static Order order(Map<String, AttributeValue> item) {
        OrderDetails details = new OrderDetails(
                new OrderId(text(item, ORDER_ID)),
                text(item, CUSTOMER_ID),
                Channel.valueOf(text(item, CHANNEL)),
                item.containsKey(EXPRESS),
                items(item),
                Instant.parse(text(item, PLACED_AT)));
        long version = number(item, VERSION);
        if (version < 1) {
            throw new IllegalStateException(
                    "item of order " + details.id().value() + " has version " + version + ", expected at least 1");
        }
        ChannelMarker applied = new ChannelMarker(number(item, CHANNEL_VERSION), text(item, CHANNEL_EVENT_ID));
        return switch (OrderState.valueOf(text(item, STATE))) {
            case PLACED -> new Order.Placed(details, version, applied);
            case CONFIRMED -> new Order.Confirmed(details, version, applied);
            case REJECTED -> new Order.Rejected(details, version, applied, text(item, REASON));
            case SHIPPED -> new Order.Shipped(details, version, applied);
            case DELIVERED -> new Order.Delivered(details, version, applied);
            case CANCELLING ->
                new Order.Cancelling(
                        details, version, applied, text(item, REASON), Instant.parse(text(item, CANCELLING_SINCE)));
            case CANCELLED -> new Order.Cancelled(details, version, applied, text(item, REASON));
        };
    }

    static AttributeValue instant(Instant instant) {
        return AttributeValue.fromS(MILLIS.format(instant));
    }

    /** The index's partition of orders in this state; empty for a state in which no order waits. */
    static Optional<String> waitingFor(OrderState state) {
        return switch (state) {
            case PLACED -> Optional.of(OrdersTable.FOR_CHANNEL);
            case CONFIRMED -> Optional.of(OrdersTable.FOR_PARTNER);
            case CANCELLING -> Optional.of(OrdersTable.FOR_ANSWER);
            case REJECTED, SHIPPED, DELIVERED, CANCELLED -> Optional.empty();
        };
    }

    /** Since when the order waits; empty if it does not wait. */
    static Optional<Instant> waitingSince(Map<String, AttributeValue> item) {
        return Optional.ofNullable(item.get(OrdersTable.WAITING_SINCE)).map(since -> Instant.parse(since.s()));
    }

    /** The order that an entry of the index is about. */
    static Orders.Entry waiting(Map<String, AttributeValue> item) {
        return new Orders.Entry(
                new OrderId(text(item, ORDER_ID)), Instant.parse(text(item, OrdersTable.WAITING_SINCE)));
    }

    static String event(Map<String, AttributeValue> item) {
        return text(item, EVENT);
    }

    static String fingerprint(Map<String, AttributeValue> item) {
        return text(item, REQUEST_HASH);
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    private static AttributeValue items(List<OrderItem> items) {
        return AttributeValue.fromL(items.stream()
                .map(item -> AttributeValue.fromM(Map.of(
                        SKU, AttributeValue.fromS(item.sku()),
                        QUANTITY, number(item.quantity()),
                        UNIT_PRICE, number(item.unitPrice().amount()))))
                .toList());
    }

    private static List<OrderItem> items(Map<String, AttributeValue> item) {
        String currency = text(item, CURRENCY);
        List<OrderItem> items = new ArrayList<>();
        for (AttributeValue line : required(item, ITEMS).l()) {
            items.add(new OrderItem(
                    text(line.m(), SKU),
                    OrderItem.quantity(number(line.m(), QUANTITY)),
                    new Money(number(line.m(), UNIT_PRICE), currency)));
        }
        return items;
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        return required(item, name).s();
    }

    private static long number(Map<String, AttributeValue> item, String name) {
        return Long.parseLong(required(item, name).n());
    }

    private static AttributeValue required(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        if (value == null) {
            throw new IllegalStateException("item of order " + item.get(ORDER_ID) + " has no attribute " + name);
        }
        return value;
    }
}
