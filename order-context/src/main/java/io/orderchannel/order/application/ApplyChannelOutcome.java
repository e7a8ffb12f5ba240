package io.orderchannel.order.application;

import faas.events.CloudEvent;
import faas.events.EventContext;
import io.orderchannel.events.channel.AssignmentSnapshot;
import io.orderchannel.order.domain.ChannelMarker;
import io.orderchannel.order.domain.ChannelOutcome;
import io.orderchannel.order.domain.ChannelOutcome.Decision;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderId;
import io.orderchannel.order.domain.OrderState;
import java.time.Clock;
import java.util.Optional;

/** Takes an order to the state that an event of the channel's side names. Repeated and late events change nothing. */
public final class ApplyChannelOutcome {
    /** How often the order is read again after a write conflict. The other writer made progress, so few are enough. */
    static final int MAX_ATTEMPTS = 3;

    private final Orders orders;
    private final Clock clock;

    public ApplyChannelOutcome(Orders orders, Clock clock) {
        this.orders = orders;
        this.clock = clock;
    }

    /**
     * Applies one event.
     *
     * @param message the envelope of {@code assignment}
     * @return what it changed; a change is stored
     * @throws IllegalStateException if there is no such order, or every attempt had a write conflict; the event is to
     *     be tried again
     */
    public Decision apply(CloudEvent message, AssignmentSnapshot assignment) {
        ChannelOutcome outcome = outcome(message, assignment);
        EventContext context = EventContext.causedBy(message);
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            Order order = orders.find(outcome.orderId()).orElseThrow(() -> failed(outcome, "not found"));
            Decision decision = outcome.decide(order);
            if (!(decision instanceof Decision.Changed(Order next))
                    || orders.storeChange(next, OrderEvents.announcing(next, clock.instant(), context))) {
                return decision;
            }
        }
        throw failed(outcome, "write conflict at each of " + MAX_ATTEMPTS + " attempts");
    }

    private static IllegalStateException failed(ChannelOutcome outcome, String found) {
        return new IllegalStateException(
                "ApplyChannelOutcome: order " + outcome.orderId().value() + ": " + found);
    }

    private static ChannelOutcome outcome(CloudEvent message, AssignmentSnapshot assignment) {
        return new ChannelOutcome(
                new OrderId(assignment.orderId()),
                new ChannelMarker(assignment.version(), message.id()),
                switch (assignment.type()) {
                    case ASSIGNED -> OrderState.CONFIRMED;
                    case REJECTED -> OrderState.REJECTED;
                    case SHIPPED -> OrderState.SHIPPED;
                    case DELIVERED -> OrderState.DELIVERED;
                    case RELEASED, FAILED -> OrderState.CANCELLED;
                },
                Optional.ofNullable(assignment.reason()));
    }
}
