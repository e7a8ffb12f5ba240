package io.orderchannel.order.application;

import faas.events.EventContext;
import io.orderchannel.order.domain.Channel;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderDetails;
import io.orderchannel.order.domain.OrderId;
import io.orderchannel.order.domain.OrderItem;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** A customer places an order, once however often the request comes. */
public final class PlaceOrder {
    /** What the customer orders. */
    public record Command(String customer, Channel channel, boolean express, List<OrderItem> items) {}

    public record Result(OrderId orderId, Outcome outcome) {}

    public enum Outcome {
        PLACED,
        /** The same request came before; the answer is the same, even if the order has changed since. */
        REPLAYED,
        /** The customer used the key before for another order. Nothing changed. */
        KEY_REUSED
    }

    private final Orders orders;
    private final Clock clock;

    public PlaceOrder(Orders orders, Clock clock) {
        this.orders = orders;
        this.clock = clock;
    }

    /** Places an order under the customer's idempotency key: the same key means the same order. */
    public Result place(String key, Command command, EventContext context) {
        OrderId id = OrderId.of(command.customer(), key);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        OrderDetails details =
                new OrderDetails(id, command.customer(), command.channel(), command.express(), command.items(), now);
        Order.Placed order = Order.place(details);
        Optional<String> first = orders.storeNew(order, OrderEvents.announcing(order, now, context));
        if (first.isEmpty()) {
            return new Result(id, Outcome.PLACED);
        }
        boolean same = first.get().equals(details.fingerprint());
        return new Result(id, same ? Outcome.REPLAYED : Outcome.KEY_REUSED);
    }
}
