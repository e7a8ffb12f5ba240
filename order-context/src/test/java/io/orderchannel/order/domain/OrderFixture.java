package io.orderchannel.order.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Orders for tests: {@code anOrder().forCustomer("c1").through(Channel.LOCKER).placed()}. Immutable. */
public record OrderFixture(String customer, String key, Channel channel, List<OrderItem> items, Instant placedAt) {

    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    public static OrderFixture anOrder() {
        return new OrderFixture("customer-1", "key-1", Channel.COURIER, List.of(item("MUG-BLUE", 2, 1250)), NOON);
    }

    public static OrderItem item(String sku, int quantity, long unitPrice) {
        return new OrderItem(new Sku(sku), new Quantity(quantity), new Money(unitPrice, Money.currency("EUR")));
    }

    public OrderFixture forCustomer(String other) {
        return new OrderFixture(other, key, channel, items, placedAt);
    }

    public OrderFixture underKey(String other) {
        return new OrderFixture(customer, other, channel, items, placedAt);
    }

    public OrderFixture through(Channel other) {
        return new OrderFixture(customer, key, other, items, placedAt);
    }

    public OrderFixture of(OrderItem... others) {
        return new OrderFixture(customer, key, channel, List.of(others), placedAt);
    }

    public OrderFixture ofAsManyItemsAsAllowed(String sku) {
        List<OrderItem> many = new ArrayList<>();
        for (int i = 0; i < OrderItems.MAX; i++) {
            many.add(item(sku, Quantity.MAX, 1));
        }
        return new OrderFixture(customer, key, channel, many, placedAt);
    }

    public OrderId id() {
        return OrderId.of(new CustomerId(customer), new IdempotencyKey(key));
    }

    public OrderDetails details() {
        return new OrderDetails(id(), new CustomerId(customer), channel, new OrderItems(items), placedAt);
    }

    public RequestFingerprint request() {
        return RequestFingerprint.of(new CustomerId(customer), channel, new OrderItems(items));
    }

    public Order.Placed placed() {
        return Order.place(details());
    }

    public Order.Confirmed confirmed() {
        return new Order.Confirmed(details(), new Version(2), new ChannelMarker(1, "assignment-1#1"));
    }

    public Order.Rejected rejected(String reason) {
        return new Order.Rejected(details(), new Version(2), new ChannelMarker(1, "assignment-1#1"), reason);
    }

    public ChannelOutcome.Assigned assigned(long version) {
        return new ChannelOutcome.Assigned(id(), new ChannelMarker(version, "assignment-1#" + version));
    }

    public ChannelOutcome.Rejected rejection(long version) {
        return new ChannelOutcome.Rejected(id(), new ChannelMarker(version, "assignment-1#" + version), "no slot left");
    }
}
