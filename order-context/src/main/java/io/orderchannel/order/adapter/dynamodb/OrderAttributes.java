package io.orderchannel.order.adapter.dynamodb;

import io.orderchannel.order.application.FindWaitingOrders;
import io.orderchannel.order.domain.Channel;
import io.orderchannel.order.domain.ChannelMarker;
import io.orderchannel.order.domain.CustomerId;
import io.orderchannel.order.domain.Money;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderDetails;
import io.orderchannel.order.domain.OrderId;
import io.orderchannel.order.domain.OrderItem;
import io.orderchannel.order.domain.OrderItems;
import io.orderchannel.order.domain.OrderState;
import io.orderchannel.order.domain.Quantity;
import io.orderchannel.order.domain.RequestFingerprint;
import io.orderchannel.order.domain.Sku;
import io.orderchannel.order.domain.Version;
import io.orderchannel.order.table.OrdersTable;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Currency;
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

    /** As many digits whatever the instant, so that texts sort as instants do; {@link Instant#toString} leaves zeros out. */
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private OrderAttributes() {}

    static Map<String, AttributeValue> item(Order.Placed order, RequestFingerprint request) {
        OrderDetails details = order.details();
        Map<String, AttributeValue> item = new HashMap<>();
        item.put(ORDER_ID, AttributeValue.fromS(details.id().value()));
        item.put(STATE, AttributeValue.fromS(order.state().name()));
        item.put(VERSION, number(order.version().value()));
        item.put(CUSTOMER_ID, AttributeValue.fromS(details.customer().value()));
        item.put(CHANNEL, AttributeValue.fromS(details.channel().name()));
        if (details.express()) {
            item.put(EXPRESS, AttributeValue.fromBool(true));
        }
        item.put(
                CURRENCY,
                AttributeValue.fromS(details.items().total().currency().getCurrencyCode()));
        item.put(ITEMS, items(details.items()));
        item.put(PLACED_AT, AttributeValue.fromS(details.placedAt().toString()));
        item.put(REQUEST_HASH, AttributeValue.fromS(request.value()));
        item.put(CHANNEL_VERSION, number(order.applied().version()));
        item.put(CHANNEL_EVENT_ID, AttributeValue.fromS(order.applied().messageId()));
        return item;
    }

    static Order order(Map<String, AttributeValue> item) {
        OrderDetails details = new OrderDetails(
                new OrderId(text(item, ORDER_ID)),
                new CustomerId(text(item, CUSTOMER_ID)),
                Channel.valueOf(text(item, CHANNEL)),
                item.containsKey(EXPRESS),
                items(item),
                Instant.parse(text(item, PLACED_AT)));
        Version version = new Version(number(item, VERSION));
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

    /** Since when the order waits; empty where it waits for nobody. */
    static Optional<Instant> waitingSince(Map<String, AttributeValue> item) {
        return Optional.ofNullable(item.get(OrdersTable.WAITING_SINCE)).map(since -> Instant.parse(since.s()));
    }

    /** The order that an entry of the index is about. */
    static FindWaitingOrders.Entry waiting(Map<String, AttributeValue> item) {
        return new FindWaitingOrders.Entry(
                new OrderId(text(item, ORDER_ID)), Instant.parse(text(item, OrdersTable.WAITING_SINCE)));
    }

    static String event(Map<String, AttributeValue> item) {
        return text(item, EVENT);
    }

    static RequestFingerprint request(Map<String, AttributeValue> item) {
        return new RequestFingerprint(text(item, REQUEST_HASH));
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    private static AttributeValue items(OrderItems items) {
        List<AttributeValue> list = new ArrayList<>();
        for (OrderItem item : items.list()) {
            list.add(AttributeValue.fromM(Map.of(
                    SKU, AttributeValue.fromS(item.sku().value()),
                    QUANTITY, number(item.quantity().value()),
                    UNIT_PRICE, number(item.unitPrice().amount()))));
        }
        return AttributeValue.fromL(list);
    }

    private static OrderItems items(Map<String, AttributeValue> item) {
        Currency currency = Money.currency(text(item, CURRENCY));
        List<OrderItem> items = new ArrayList<>();
        for (AttributeValue line : required(item, ITEMS).l()) {
            items.add(new OrderItem(
                    new Sku(text(line.m(), SKU)),
                    Quantity.of(number(line.m(), QUANTITY)),
                    new Money(number(line.m(), UNIT_PRICE), currency)));
        }
        return new OrderItems(items);
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
