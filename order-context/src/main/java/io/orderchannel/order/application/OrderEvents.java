package io.orderchannel.order.application;

import faas.events.CloudEvent;
import faas.events.EventContext;
import io.orderchannel.events.order.OrderEvent;
import io.orderchannel.events.order.OrderSnapshot;
import io.orderchannel.order.domain.Money;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderDetails;
import io.orderchannel.order.domain.OrderItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Orders in the words of the contract between contexts. */
final class OrderEvents {

    private OrderEvents() {}

    /** The event that says that the order is now in this state. */
    static CloudEvent announcing(Order order, Instant time, EventContext context) {
        OrderEvent data = switch (order) {
            case Order.Placed placed -> new OrderEvent.Placed(snapshot(placed));
            case Order.Confirmed confirmed -> new OrderEvent.Confirmed(snapshot(confirmed));
            case Order.Rejected rejected -> new OrderEvent.Rejected(snapshot(rejected));
            case Order.Shipped shipped -> new OrderEvent.Shipped(snapshot(shipped));
            case Order.Delivered delivered -> new OrderEvent.Delivered(snapshot(delivered));
            case Order.Cancelling cancelling -> new OrderEvent.CancellationRequested(snapshot(cancelling));
            case Order.Cancelled cancelled -> new OrderEvent.Cancelled(snapshot(cancelled));
        };
        return CloudEvent.of(data, time, context);
    }

    /** The order's full state. */
    static OrderSnapshot snapshot(Order order) {
        OrderDetails details = order.details();
        return new OrderSnapshot(
                details.id().value(),
                order.version().value(),
                details.customer().value(),
                channel(details),
                details.express(),
                state(order),
                items(details),
                money(details.items().total()),
                details.placedAt(),
                order.reasonGiven().orElse(null));
    }

    private static io.orderchannel.events.order.Channel channel(OrderDetails details) {
        return switch (details.channel()) {
            case STORE -> io.orderchannel.events.order.Channel.STORE;
            case COURIER -> io.orderchannel.events.order.Channel.COURIER;
            case LOCKER -> io.orderchannel.events.order.Channel.LOCKER;
            case MARKETPLACE -> io.orderchannel.events.order.Channel.MARKETPLACE;
        };
    }

    private static io.orderchannel.events.order.OrderState state(Order order) {
        return switch (order.state()) {
            case PLACED -> io.orderchannel.events.order.OrderState.PLACED;
            case CONFIRMED -> io.orderchannel.events.order.OrderState.CONFIRMED;
            case REJECTED -> io.orderchannel.events.order.OrderState.REJECTED;
            case SHIPPED -> io.orderchannel.events.order.OrderState.SHIPPED;
            case DELIVERED -> io.orderchannel.events.order.OrderState.DELIVERED;
            case CANCELLING -> io.orderchannel.events.order.OrderState.CANCELLING;
            case CANCELLED -> io.orderchannel.events.order.OrderState.CANCELLED;
        };
    }

    private static List<io.orderchannel.events.order.OrderItem> items(OrderDetails details) {
        List<io.orderchannel.events.order.OrderItem> items = new ArrayList<>();
        for (OrderItem item : details.items().list()) {
            items.add(new io.orderchannel.events.order.OrderItem(
                    item.sku().value(), item.quantity().value(), money(item.unitPrice())));
        }
        return items;
    }

    private static io.orderchannel.events.order.Money money(Money money) {
        return new io.orderchannel.events.order.Money(
                money.amount(), money.currency().getCurrencyCode());
    }
}
