package io.orderchannel.order.domain;

import java.util.Optional;

/**
 * What the channel's side says about an order.
 *
 * @param target the order's state that follows from it
 * @param reason why the order is not fulfilled; present if {@code target} is REJECTED or CANCELLED
 */
public record ChannelOutcome(OrderId orderId, ChannelMarker marker, OrderState target, Optional<String> reason) {
    /**
     * Decides what the outcome changes. One that is no newer than the last one applied changes nothing; a newer one
     * takes the order straight to the state it names, gaps allowed; a terminal state never changes. An assignment does
     * not change an order whose cancellation is requested: the order waits for the answer.
     */
    public Decision decide(Order order) {
        if (!marker.isNewerThan(order.applied()) || order.state() == target) {
            return new Decision.AlreadyApplied();
        }
        if (order.state() == OrderState.CANCELLING && target == OrderState.CONFIRMED) {
            return new Decision.AwaitsAnswer();
        }
        if (!order.state().leadsTo(target)) {
            return new Decision.NotAllowed(order.state(), target);
        }
        OrderDetails details = order.details();
        long next = order.version() + 1;
        return new Decision.Changed(
                switch (target) {
                    case CONFIRMED -> new Order.Confirmed(details, next, marker);
                    case SHIPPED -> new Order.Shipped(details, next, marker);
                    case DELIVERED -> new Order.Delivered(details, next, marker);
                    case REJECTED -> new Order.Rejected(details, next, marker, reason.orElseThrow());
                    case CANCELLED -> new Order.Cancelled(details, next, marker, reason.orElseThrow());
                    case PLACED, CANCELLING -> throw new IllegalArgumentException("no outcome is " + target);
                });
    }

    /** What an outcome changes. */
    public sealed interface Decision {
        record Changed(Order order) implements Decision {}

        /** This outcome or a newer one was applied before, or the order came to that state another way. */
        record AlreadyApplied() implements Decision {}

        /** The outcome is from before the channel's answer to the request for cancellation; the answer follows. */
        record AwaitsAnswer() implements Decision {}

        /** The order's state does not lead to the one that the outcome names. */
        record NotAllowed(OrderState state, OrderState target) implements Decision {}
    }
}
