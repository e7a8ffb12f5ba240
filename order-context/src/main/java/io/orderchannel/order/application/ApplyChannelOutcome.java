package io.orderchannel.order.application;

import faas.events.CloudEvent;
import faas.events.EventContext;
import io.orderchannel.events.channel.ChannelEvent;
import io.orderchannel.order.domain.ChannelMarker;
import io.orderchannel.order.domain.ChannelOutcome;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderId;
import io.orderchannel.order.domain.OrderState;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/** Takes an order to the state that an event of the channel's side names, once however often and in whatever order the events come. */
public final class ApplyChannelOutcome {

    /** How often the order is read again after somebody else changed it in between. They made progress each time, so few are enough. */
    static final int MAX_ATTEMPTS = 3;

    /** What became of the event. */
    public sealed interface Result {

        OrderId orderId();

        /** The order is now in this state. */
        record Changed(OrderId orderId, OrderState state) implements Result {}

        /**
         * This event or a newer one of the same assignment had its effect before, or the order came to that state another way; nothing changed
         * and nothing is wrong.
         */
        record AlreadyApplied(OrderId orderId) implements Result {}

        /**
         * This event is not the answer to the request for cancellation that the order waits for; nothing changed, as
         * expected.
         */
        record AwaitsAnswer(OrderId orderId) implements Result {}

        /** The order's state does not lead to the one the event names; nothing changed. */
        record NotAllowed(OrderId orderId, OrderState state, OrderState target) implements Result {}

        /** There is no such order. */
        record UnknownOrder(OrderId orderId) implements Result {}

        /** Somebody else changed the order at every attempt; the event is to be tried again. */
        record Contended(OrderId orderId, int attempts) implements Result {}
    }

    private final FindOrder find;
    private final StoreOrderChange store;
    private final Clock clock;

    public ApplyChannelOutcome(FindOrder find, StoreOrderChange store, Clock clock) {
        this.find = find;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Applies one event.
     *
     * @param message the envelope that {@code event} came in
     */
    public Result apply(CloudEvent message, ChannelEvent event) {
        ChannelOutcome outcome = outcome(message, event);
        EventContext context = EventContext.causedBy(message);
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            Optional<Order> found = find.find(outcome.orderId());
            if (found.isEmpty()) {
                return new Result.UnknownOrder(outcome.orderId());
            }
            switch (found.get().decide(outcome)) {
                case Order.Decision.AlreadyApplied _, Order.Decision.AlreadyThere _ -> {
                    return new Result.AlreadyApplied(outcome.orderId());
                }
                case Order.Decision.AwaitsAnswer _ -> {
                    return new Result.AwaitsAnswer(outcome.orderId());
                }
                case Order.Decision.NotAllowed(OrderState state, OrderState target) -> {
                    return new Result.NotAllowed(outcome.orderId(), state, target);
                }
                case Order.Decision.Changed(Order next) -> {
                    CloudEvent announcement =
                            OrderEvents.announcing(next, clock.instant().truncatedTo(ChronoUnit.MILLIS), context);
                    if (store.storeChange(next, announcement) == StoreOrderChange.Result.STORED) {
                        return new Result.Changed(outcome.orderId(), next.state());
                    }
                }
            }
        }
        return new Result.Contended(outcome.orderId(), MAX_ATTEMPTS);
    }

    private static ChannelOutcome outcome(CloudEvent message, ChannelEvent event) {
        OrderId orderId = new OrderId(event.assignment().orderId());
        ChannelMarker marker = new ChannelMarker(event.version(), message.id());
        return switch (event) {
            case ChannelEvent.Assigned _ -> new ChannelOutcome.Assigned(orderId, marker);
            case ChannelEvent.Rejected _ -> new ChannelOutcome.Rejected(orderId, marker, reason(event));
            case ChannelEvent.Shipped _ -> new ChannelOutcome.Shipped(orderId, marker);
            case ChannelEvent.Delivered _ -> new ChannelOutcome.Delivered(orderId, marker);
            case ChannelEvent.Released _ -> new ChannelOutcome.Released(orderId, marker, reason(event));
            case ChannelEvent.Failed _ -> new ChannelOutcome.Failed(orderId, marker, reason(event));
        };
    }

    private static String reason(ChannelEvent event) {
        return Objects.requireNonNull(event.assignment().reason(), "the contract gives these types a reason");
    }
}
