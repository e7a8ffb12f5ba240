package io.orderchannel.order.domain;

import java.time.Instant;
import java.util.Optional;

/** One order. Each state is a type of its own, so that only an order that came to nothing has a reason. */
public sealed interface Order {

    OrderDetails details();

    Version version();

    /** How far the order has followed the channel's side. */
    ChannelMarker applied();

    OrderState state();

    default OrderId id() {
        return details().id();
    }

    /** Why the order is rejected, cancelled or to be cancelled; empty in other states. */
    default Optional<String> reasonGiven() {
        return Optional.empty();
    }

    static Placed place(OrderDetails details) {
        return new Placed(details, Version.FIRST, ChannelMarker.NONE);
    }

    /**
     * What this outcome makes of the order. An outcome no newer than the last one applied changes nothing, whichever
     * way and however often it comes; a newer one takes the order straight to the state it names, gaps allowed; a
     * terminal state never changes. An order whose cancellation is requested does not change when it was assigned
     * meanwhile, and goes on waiting for the answer.
     */
    default Decision decide(ChannelOutcome outcome) {
        if (!outcome.marker().isNewerThan(applied())) {
            return new Decision.AlreadyApplied(applied());
        }
        if (state() == outcome.target()) {
            return new Decision.AlreadyThere(state());
        }
        if (this instanceof Cancelling && outcome instanceof ChannelOutcome.Assigned) {
            return new Decision.AwaitsAnswer();
        }
        if (!state().leadsTo(outcome.target())) {
            return new Decision.NotAllowed(state(), outcome.target());
        }
        Version next = version().next();
        return new Decision.Changed(
                switch (outcome) {
                    case ChannelOutcome.Assigned assigned -> new Confirmed(details(), next, assigned.marker());
                    case ChannelOutcome.Rejected rejected ->
                        new Rejected(details(), next, rejected.marker(), rejected.reason());
                    case ChannelOutcome.Shipped shipped -> new Shipped(details(), next, shipped.marker());
                    case ChannelOutcome.Delivered delivered -> new Delivered(details(), next, delivered.marker());
                    case ChannelOutcome.Failed failed ->
                        new Cancelled(details(), next, failed.marker(), failed.reason());
                    case ChannelOutcome.Released released ->
                        new Cancelled(details(), next, released.marker(), released.reason());
                });
    }

    /** An order that waits for the channel or its partner, and whose cancellation Order may request. */
    sealed interface Waiting extends Order {

        /**
         * Requests the cancellation at {@code now} for {@code reason}; a repeated request keeps the first reason and
         * time.
         */
        default Cancelling requestCancellation(String reason, Instant now) {
            return new Cancelling(details(), version().next(), applied(), reason, now);
        }
    }

    /** Accepted from the customer; no channel has answered yet. */
    record Placed(OrderDetails details, Version version, ChannelMarker applied) implements Waiting {
        @Override
        public OrderState state() {
            return OrderState.PLACED;
        }

        /** The order for which a slot is held. The marker stays: what a channel answers to a call is no event of its side. */
        public Confirmed confirm() {
            return new Confirmed(details, version.next(), applied);
        }

        /** The order for which there is no slot. */
        public Rejected reject(String reason) {
            return new Rejected(details, version.next(), applied, reason);
        }
    }

    /** A channel holds a slot for it. */
    record Confirmed(OrderDetails details, Version version, ChannelMarker applied) implements Waiting {
        @Override
        public OrderState state() {
            return OrderState.CONFIRMED;
        }

        /**
         * The express order whose slot ran out before it was confirmed. The channel has said so already, so no request
         * is needed.
         */
        public Cancelled cancel(String reason) {
            return new Cancelled(details, version.next(), applied, reason);
        }
    }

    /**
     * Its cancellation is requested, and the channel's answer decides.
     *
     * @param since when the cancellation was first requested, UTC
     */
    record Cancelling(OrderDetails details, Version version, ChannelMarker applied, String reason, Instant since)
            implements Waiting {
        @Override
        public OrderState state() {
            return OrderState.CANCELLING;
        }

        @Override
        public Optional<String> reasonGiven() {
            return Optional.of(reason);
        }

        @Override
        public Cancelling requestCancellation(String ignored, Instant now) {
            return new Cancelling(details, version.next(), applied, reason, since);
        }
    }

    /** No channel takes it. */
    record Rejected(OrderDetails details, Version version, ChannelMarker applied, String reason) implements Order {
        @Override
        public OrderState state() {
            return OrderState.REJECTED;
        }

        @Override
        public Optional<String> reasonGiven() {
            return Optional.of(reason);
        }
    }

    /** The partner has handed it to delivery. */
    record Shipped(OrderDetails details, Version version, ChannelMarker applied) implements Order {
        @Override
        public OrderState state() {
            return OrderState.SHIPPED;
        }
    }

    /** The customer has it. */
    record Delivered(OrderDetails details, Version version, ChannelMarker applied) implements Order {
        @Override
        public OrderState state() {
            return OrderState.DELIVERED;
        }
    }

    /** It will not be fulfilled although no channel rejected it. */
    record Cancelled(OrderDetails details, Version version, ChannelMarker applied, String reason) implements Order {
        @Override
        public OrderState state() {
            return OrderState.CANCELLED;
        }

        @Override
        public Optional<String> reasonGiven() {
            return Optional.of(reason);
        }
    }

    /** What an outcome makes of an order. */
    sealed interface Decision {

        /** The order as it is from now on. */
        record Changed(Order order) implements Decision {}

        /** The outcome, or a newer one, was applied before. */
        record AlreadyApplied(ChannelMarker applied) implements Decision {}

        /** The order came to the state that the outcome names another way, so there is nothing to store and nothing to announce. */
        record AlreadyThere(OrderState state) implements Decision {}

        /** The outcome was announced before the channel answered the request for cancellation; the answer follows. */
        record AwaitsAnswer() implements Decision {}

        /** The order's state does not lead to the one that the outcome names. */
        record NotAllowed(OrderState state, OrderState target) implements Decision {}
    }
}
