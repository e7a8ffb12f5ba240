package io.orderchannel.order.application;

import faas.events.CloudEvent;
import faas.events.EventContext;
import io.orderchannel.order.domain.Channel;
import io.orderchannel.order.domain.CustomerId;
import io.orderchannel.order.domain.IdempotencyKey;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderDetails;
import io.orderchannel.order.domain.OrderId;
import io.orderchannel.order.domain.OrderItems;
import io.orderchannel.order.domain.RequestFingerprint;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A customer places an order, once however often the request comes. */
public final class PlaceOrder {

    /** What the customer asks for, under a key of their own. */
    public record Command(
            CustomerId customer,
            IdempotencyKey key,
            Channel channel,
            boolean express,
            OrderItems items,
            EventContext context) {}

    /** What became of the request. */
    public sealed interface Result {

        OrderId orderId();

        /** The order is new. */
        record Placed(OrderId orderId) implements Result {}

        /** The same request was answered before; the answer is the same, whatever became of the order since. */
        record Replayed(OrderId orderId) implements Result {}

        /** The customer used the key before, for something else. Nothing changed. */
        record KeyReused(OrderId orderId) implements Result {}
    }

    private final StoreNewOrder orders;
    private final Clock clock;

    public PlaceOrder(StoreNewOrder orders, Clock clock) {
        this.orders = orders;
        this.clock = clock;
    }

    public Result place(Command command) {
        OrderId id = OrderId.of(command.customer(), command.key());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Order.Placed order = Order.place(
                new OrderDetails(id, command.customer(), command.channel(), command.express(), command.items(), now));
        RequestFingerprint request =
                RequestFingerprint.of(command.customer(), command.channel(), command.express(), command.items());
        CloudEvent event = OrderEvents.announcing(order, now, command.context());
        return switch (orders.storeNew(order, request, event)) {
            case StoreNewOrder.Result.Stored() -> new Result.Placed(id);
            case StoreNewOrder.Result.AlreadyThere(RequestFingerprint first) ->
                first.equals(request) ? new Result.Replayed(id) : new Result.KeyReused(id);
        };
    }
}
