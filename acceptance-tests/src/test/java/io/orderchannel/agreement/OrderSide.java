package io.orderchannel.agreement;

import faas.events.CloudEvent;
import faas.events.EventContext;
import io.orderchannel.events.channel.ChannelEvent;
import io.orderchannel.events.order.OrderEvent;
import io.orderchannel.order.application.ApplyChannelOutcome;
import io.orderchannel.order.application.ExpireStaleOrders;
import io.orderchannel.order.application.FindLatestChange;
import io.orderchannel.order.application.FindOrder;
import io.orderchannel.order.application.FindWaitingOrders;
import io.orderchannel.order.application.FulfilExpressOrder;
import io.orderchannel.order.application.ManageSlots;
import io.orderchannel.order.application.PlaceOrder;
import io.orderchannel.order.application.StoreNewOrder;
import io.orderchannel.order.application.StoreOrderChange;
import io.orderchannel.order.application.TimeLeft;
import io.orderchannel.order.domain.Channel;
import io.orderchannel.order.domain.CustomerId;
import io.orderchannel.order.domain.IdempotencyKey;
import io.orderchannel.order.domain.Money;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderItem;
import io.orderchannel.order.domain.OrderItems;
import io.orderchannel.order.domain.Quantity;
import io.orderchannel.order.domain.Sku;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The functions of the Order context, over ports that fail and that others' calls come between. */
final class OrderSide {

    static final CustomerId CUSTOMER = new CustomerId("customer-1");

    /** How long an order may wait for a channel or for the partner. */
    static final Duration STALE_AFTER = Duration.ofSeconds(100);

    /** How long a request for cancellation may go without an answer. */
    static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(20);

    /** The ports that one store carries out. */
    record Store(
            FindOrder find,
            FindLatestChange latest,
            FindWaitingOrders waiting,
            StoreNewOrder storeNew,
            StoreOrderChange storeChange) {}

    private final Invocations invocations;
    private final Outbox outbox;
    private final TimeLeft time;
    private final PlaceOrder placeOrder;
    private final ApplyChannelOutcome applyChannelOutcome;
    private final FulfilExpressOrder fulfilExpressOrder;
    private final ExpireStaleOrders expireStaleOrders;

    OrderSide(Store perfect, ManageSlots slots, Invocations invocations, Outbox outbox, Clock clock) {
        this.invocations = invocations;
        this.outbox = outbox;
        this.time = () -> invocations.fault(40) ? Duration.ZERO : Duration.ofSeconds(10);
        Store store = unreliable(perfect);
        this.placeOrder = new PlaceOrder(store.storeNew(), clock);
        this.applyChannelOutcome = new ApplyChannelOutcome(store.find(), store.storeChange(), clock);
        this.fulfilExpressOrder =
                new FulfilExpressOrder(store.find(), store.storeChange(), slots, Duration.ofSeconds(5), clock);
        this.expireStaleOrders = new ExpireStaleOrders(
                store.waiting(), store.latest(), store.storeChange(), clock, STALE_AFTER, ASK_AGAIN_AFTER);
    }

    void placeOrder(IdempotencyKey key, boolean express) {
        placeOrder.place(new PlaceOrder.Command(
                CUSTOMER,
                key,
                Channel.COURIER,
                express,
                new OrderItems(List.of(
                        new OrderItem(new Sku("MUG-BLUE"), new Quantity(1), Money.zero(Money.currency("EUR"))))),
                new EventContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", key.value(), key.value())));
    }

    /** Whether the message is done with. */
    boolean applyChannelOutcome(CloudEvent message) {
        return switch (applyChannelOutcome.apply(message, (ChannelEvent) message.data())) {
            case ApplyChannelOutcome.Result.Changed _,
                    ApplyChannelOutcome.Result.AlreadyApplied _,
                    ApplyChannelOutcome.Result.AwaitsAnswer _,
                    ApplyChannelOutcome.Result.NotAllowed _ -> true;
            case ApplyChannelOutcome.Result.UnknownOrder _, ApplyChannelOutcome.Result.Contended _ -> false;
        };
    }

    /** Whether the message is done with. */
    boolean fulfilExpressOrder(CloudEvent message) {
        return switch (fulfilExpressOrder.fulfil(message, (OrderEvent.Placed) message.data(), time)) {
            case FulfilExpressOrder.Result.Fulfilled _,
                    FulfilExpressOrder.Result.NotFulfilled _,
                    FulfilExpressOrder.Result.Cancelling _ -> true;
            case FulfilExpressOrder.Result.UnknownOrder _,
                    FulfilExpressOrder.Result.NotExpress _,
                    FulfilExpressOrder.Result.OutOfTime _,
                    FulfilExpressOrder.Result.Contended _ -> false;
        };
    }

    void expireStaleOrders() {
        expireStaleOrders.expire("fired-1", time, _ -> {});
    }

    private Store unreliable(Store store) {
        return new Store(
                id -> invocations.call(
                        "read order " + id.value(), () -> store.find().find(id)),
                id -> invocations.call(
                        "read order " + id.value(), () -> store.latest().findLatestChange(id)),
                (whom, until, after, most) -> invocations.call(
                        "find orders that wait for " + whom,
                        () -> store.waiting().findWaiting(whom, until, after, most)),
                (order, request, event) ->
                        invocations.call("store order " + order.id().value() + " PLACED v1", () -> {
                            StoreNewOrder.Result result = store.storeNew().storeNew(order, request, event);
                            if (result instanceof StoreNewOrder.Result.Stored) {
                                stored(order, event);
                            }
                            return result;
                        }),
                (next, event) -> invocations.call("store order " + next.id().value() + " " + Trace.brief(next), () -> {
                    StoreOrderChange.Result result = store.storeChange().storeChange(next, event);
                    if (result == StoreOrderChange.Result.STORED) {
                        stored(next, event);
                    }
                    return result;
                }));
    }

    private void stored(Order order, CloudEvent event) {
        outbox.stored("order " + order.id().value(), order.version().value(), Optional.of(event));
    }
}
