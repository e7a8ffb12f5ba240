package io.orderchannel.agreement;

import faas.events.CloudEvent;
import faas.events.EventContext;
import faas.kit.time.TimeLeft;
import io.orderchannel.events.channel.AssignmentSnapshot;
import io.orderchannel.order.application.ApplyChannelOutcome;
import io.orderchannel.order.application.DelegatingOrders;
import io.orderchannel.order.application.ExpireStaleOrders;
import io.orderchannel.order.application.FulfilExpressOrder;
import io.orderchannel.order.application.ManageSlots;
import io.orderchannel.order.application.Orders;
import io.orderchannel.order.application.PlaceOrder;
import io.orderchannel.order.domain.Channel;
import io.orderchannel.order.domain.Money;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderId;
import io.orderchannel.order.domain.OrderItem;
import io.orderchannel.order.domain.OrderState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The functions of the Order context, over ports that fail and that others' calls come between. */
final class OrderSide {

    static final String CUSTOMER = "customer-1";

    /** How long an order may wait for a channel or for the partner. */
    static final Duration STALE_AFTER = Duration.ofSeconds(100);

    /** How long a request for cancellation may go without an answer. */
    static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(20);

    private final Invocations invocations;
    private final Outbox outbox;
    private final TimeLeft time;
    private final PlaceOrder placeOrder;
    private final ApplyChannelOutcome applyChannelOutcome;
    private final FulfilExpressOrder fulfilExpressOrder;
    private final ExpireStaleOrders expireStaleOrders;

    OrderSide(Orders perfect, ManageSlots slots, Invocations invocations, Outbox outbox, Clock clock) {
        this.invocations = invocations;
        this.outbox = outbox;
        this.time = new TimeLeft(() -> invocations.fault(40) ? 0 : 10_000);
        Orders orders = new UnreliableOrders(perfect);
        this.placeOrder = new PlaceOrder(orders, clock);
        this.applyChannelOutcome = new ApplyChannelOutcome(orders, clock);
        this.fulfilExpressOrder = new FulfilExpressOrder(orders, slots, Duration.ofSeconds(5), clock);
        this.expireStaleOrders = new ExpireStaleOrders(orders, clock, STALE_AFTER, ASK_AGAIN_AFTER);
    }

    void placeOrder(String key, boolean express) {
        placeOrder.place(
                key,
                new PlaceOrder.Command(
                        CUSTOMER, Channel.COURIER, express, List.of(new OrderItem("MUG-BLUE", 1, new Money(0, "EUR")))),
                new EventContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", key, key));
    }

    /** Fails unless the message is done with. */
    void applyChannelOutcome(CloudEvent message) {
        applyChannelOutcome.apply(message, (AssignmentSnapshot) message.data());
    }

    /** Fails unless the message is done with. */
    void fulfilExpressOrder(CloudEvent message) {
        fulfilExpressOrder.fulfil(new OrderId(message.subject()), EventContext.causedBy(message), time);
    }

    void expireStaleOrders() {
        expireStaleOrders.expire("fired-1", time, _ -> {});
    }

    private void stored(Order order, CloudEvent event) {
        outbox.stored("order " + order.id().value(), order.version(), Optional.of(event));
    }

    private final class UnreliableOrders extends DelegatingOrders {
        private UnreliableOrders(Orders orders) {
            super(orders);
        }

        @Override
        public Optional<Order> find(OrderId id) {
            return invocations.call("read order " + id.value(), () -> super.find(id));
        }

        @Override
        public Optional<LatestChange> findLatestChange(OrderId id) {
            return invocations.call("read order " + id.value(), () -> super.findLatestChange(id));
        }

        @Override
        public Page findWaiting(OrderState state, Instant until, Optional<Entry> after, int most) {
            return invocations.call(
                    "find orders that wait in " + state, () -> super.findWaiting(state, until, after, most));
        }

        @Override
        public Optional<String> storeNew(Order.Placed order, CloudEvent event) {
            return invocations.call("store order " + order.id().value() + " PLACED v1", () -> {
                Optional<String> first = super.storeNew(order, event);
                if (first.isEmpty()) {
                    stored(order, event);
                }
                return first;
            });
        }

        @Override
        public boolean storeChange(Order next, CloudEvent event) {
            return invocations.call("store order " + next.id().value() + " " + Trace.brief(next), () -> {
                boolean stored = super.storeChange(next, event);
                if (stored) {
                    stored(next, event);
                }
                return stored;
            });
        }
    }
}
