package io.orderchannel.order.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Orders for tests: {@code anOrder().forCustomer("c1").through(Channel.LOCKER).placed()}. Immutable. */
public record OrderFixture(
        String customer, String key, Channel channel, boolean express, List<OrderItem> items, Instant placedAt) {

    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    public static OrderFixture anOrder() {
        return new OrderFixture(
                "customer-1", "key-1", Channel.COURIER, false, List.of(item("MUG-BLUE", 2, 1250)), NOON);
    }

    public static OrderItem item(String sku, int quantity, long unitPrice) {
        return new OrderItem(new Sku(sku), new Quantity(quantity), new Money(unitPrice, Money.currency("EUR")));
    }

    public OrderFixture forCustomer(String other) {
        return new OrderFixture(other, key, channel, express, items, placedAt);
    }

    public OrderFixture underKey(String other) {
        return new OrderFixture(customer, other, channel, express, items, placedAt);
    }

    public OrderFixture through(Channel other) {
        return new OrderFixture(customer, key, other, express, items, placedAt);
    }

    public OrderFixture asExpress() {
        return new OrderFixture(customer, key, channel, true, items, placedAt);
    }

    public OrderFixture of(OrderItem... others) {
        return new OrderFixture(customer, key, channel, express, List.of(others), placedAt);
    }

    public OrderFixture ofAsManyItemsAsAllowed(String sku) {
        List<OrderItem> many = new ArrayList<>();
        for (int i = 0; i < OrderItems.MAX; i++) {
            many.add(item(sku, Quantity.MAX, 1));
        }
        return new OrderFixture(customer, key, channel, express, many, placedAt);
    }

    public OrderId id() {
        return OrderId.of(new CustomerId(customer), new IdempotencyKey(key));
    }

    public OrderDetails details() {
        return new OrderDetails(id(), new CustomerId(customer), channel, express, new OrderItems(items), placedAt);
    }

    public RequestFingerprint request() {
        return RequestFingerprint.of(new CustomerId(customer), channel, express, new OrderItems(items));
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

    public Order.Shipped shipped() {
        return new Order.Shipped(details(), new Version(3), new ChannelMarker(2, "assignment-1#2"));
    }

    public Order.Delivered delivered() {
        return new Order.Delivered(details(), new Version(4), new ChannelMarker(3, "assignment-1#3"));
    }

    public Order.Cancelled cancelled(String reason) {
        return new Order.Cancelled(details(), new Version(2), ChannelMarker.NONE, reason);
    }

    /** To be cancelled since {@link #NOON}, after it was confirmed. */
    public Order.Cancelling cancelling(String reason) {
        return new Order.Cancelling(details(), new Version(3), new ChannelMarker(1, "assignment-1#1"), reason, NOON);
    }

    public ChannelOutcome.Assigned assigned(long version) {
        return new ChannelOutcome.Assigned(id(), new ChannelMarker(version, "assignment-1#" + version));
    }

    public ChannelOutcome.Rejected rejection(long version) {
        return new ChannelOutcome.Rejected(id(), new ChannelMarker(version, "assignment-1#" + version), "no slot left");
    }

    public ChannelOutcome.Shipped shipment(long version) {
        return new ChannelOutcome.Shipped(id(), new ChannelMarker(version, "assignment-1#" + version));
    }

    public ChannelOutcome.Delivered delivery(long version) {
        return new ChannelOutcome.Delivered(id(), new ChannelMarker(version, "assignment-1#" + version));
    }

    public ChannelOutcome.Released release(long version) {
        return new ChannelOutcome.Released(id(), new ChannelMarker(version, "assignment-1#" + version), "given back");
    }

    public ChannelOutcome.Failed failure(long version) {
        return new ChannelOutcome.Failed(id(), new ChannelMarker(version, "assignment-1#" + version), "nobody home");
    }
}
