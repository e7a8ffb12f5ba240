package io.orderchannel.order.application;

import faas.events.CloudEvent;
import faas.events.EventContext;
import io.orderchannel.events.order.Channel;
import io.orderchannel.events.order.OrderEventType;
import io.orderchannel.events.order.OrderItem;
import io.orderchannel.events.order.OrderSnapshot;
import io.orderchannel.order.domain.Money;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderDetails;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Orders in the types of the contract between contexts. */
final class OrderEvents {
    private OrderEvents() {}

    /** The event that announces the order's state, at {@code time} in milliseconds. */
    static CloudEvent announcing(Order order, Instant time, EventContext context) {
        return CloudEvent.of(snapshot(order), time.truncatedTo(ChronoUnit.MILLIS), context);
    }

    /** The order's full state. */
    static OrderSnapshot snapshot(Order order) {
        OrderDetails details = order.details();
        return new OrderSnapshot(
                details.id().value(),
                order.version(),
                details.customer(),
                Channel.valueOf(details.channel().name()),
                details.express(),
                OrderEventType.valueOf(order.state().name()),
                details.items().stream()
                        .map(item -> new OrderItem(item.sku(), item.quantity(), money(item.unitPrice())))
                        .toList(),
                money(details.total()),
                details.placedAt(),
                order.reasonGiven().orElse(null));
    }

    private static io.orderchannel.events.order.Money money(Money money) {
        return new io.orderchannel.events.order.Money(money.amount(), money.currency());
    }
}
