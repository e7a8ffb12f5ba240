package io.orderchannel.order.domain;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Orders for tests: {@code anOrder().forCustomer("c1").through(Channel.LOCKER).placed()}. Immutable. */
public record OrderFixture(
        String customer, String key, Channel channel, boolean express, List<OrderItem> items, Instant placedAt) {

    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    public static OrderFixture anOrder() {
        return new OrderFixture(
                "customer-1", "key-1", Channel.COURIER, false, List.of(item("MUG-BLUE", 2, 1250)), NOON);
    }

    public static OrderItem item(String sku, int quantity, long unitPrice) {
        return new OrderItem(sku, quantity, new Money(unitPrice, "EUR"));
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
        OrderItem item = item(sku, OrderItem.MAX_QUANTITY, 1);
        List<OrderItem> many = Collections.nCopies(OrderDetails.MAX_ITEMS, item);
        return new OrderFixture(customer, key, channel, express, many, placedAt);
    }

    public OrderId id() {
        return OrderId.of(customer, key);
    }

    public OrderDetails details() {
        return new OrderDetails(id(), customer, channel, express, items, placedAt);
    }

    public Order.Placed placed() {
        return Order.place(details());
    }

    public Order.Confirmed confirmed() {
        return new Order.Confirmed(details(), 2, new ChannelMarker(1, "assignment-1#1"));
    }

    public Order.Rejected rejected(String reason) {
        return new Order.Rejected(details(), 2, new ChannelMarker(1, "assignment-1#1"), reason);
    }

    public Order.Shipped shipped() {
        return new Order.Shipped(details(), 3, new ChannelMarker(2, "assignment-1#2"));
    }

    public Order.Delivered delivered() {
        return new Order.Delivered(details(), 4, new ChannelMarker(3, "assignment-1#3"));
    }

    public Order.Cancelled cancelled(String reason) {
        return new Order.Cancelled(details(), 2, ChannelMarker.NONE, reason);
    }

    /** To be cancelled since {@link #NOON}, after it was confirmed. */
    public Order.Cancelling cancelling(String reason) {
        return new Order.Cancelling(details(), 3, new ChannelMarker(1, "assignment-1#1"), reason, NOON);
    }

    public ChannelOutcome assigned(long version) {
        return outcome(version, OrderState.CONFIRMED, Optional.empty());
    }

    public ChannelOutcome rejection(long version) {
        return outcome(version, OrderState.REJECTED, Optional.of("no slot left"));
    }

    public ChannelOutcome shipment(long version) {
        return outcome(version, OrderState.SHIPPED, Optional.empty());
    }

    public ChannelOutcome delivery(long version) {
        return outcome(version, OrderState.DELIVERED, Optional.empty());
    }

    public ChannelOutcome release(long version) {
        return outcome(version, OrderState.CANCELLED, Optional.of("given back"));
    }

    public ChannelOutcome failure(long version) {
        return outcome(version, OrderState.CANCELLED, Optional.of("nobody home"));
    }

    private ChannelOutcome outcome(long version, OrderState target, Optional<String> reason) {
        return new ChannelOutcome(id(), new ChannelMarker(version, "assignment-1#" + version), target, reason);
    }
}
