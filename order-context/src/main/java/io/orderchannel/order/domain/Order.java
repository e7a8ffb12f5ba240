package io.orderchannel.order.domain;

/** One order. Each state is a type of its own, so that only a rejected order has a reason. */
public sealed interface Order {

    OrderDetails details();

    Version version();

    /** How far the order has followed the channel's side. */
    ChannelMarker applied();

    OrderState state();

    default OrderId id() {
        return details().id();
    }

    static Placed place(OrderDetails details) {
        return new Placed(details, Version.FIRST, ChannelMarker.NONE);
    }

    /**
     * What this outcome makes of the order. An outcome no newer than the last one applied changes nothing, whichever way and however often it
     * comes; a newer one takes the order straight to the state it names, gaps allowed; a terminal state never changes.
     */
    default Decision decide(ChannelOutcome outcome) {
        if (!outcome.marker().isNewerThan(applied())) {
            return new Decision.AlreadyApplied(applied());
        }
        if (!state().mayBecome(outcome.target())) {
            return new Decision.NotAllowed(state(), outcome.target());
        }
        return new Decision.Changed(
                switch (outcome) {
                    case ChannelOutcome.Assigned assigned ->
                        new Confirmed(details(), version().next(), assigned.marker());
                    case ChannelOutcome.Rejected rejected ->
                        new Rejected(details(), version().next(), rejected.marker(), rejected.reason());
                });
    }

    /** Accepted from the customer; no channel has answered yet. */
    record Placed(OrderDetails details, Version version, ChannelMarker applied) implements Order {
        @Override
        public OrderState state() {
            return OrderState.PLACED;
        }
    }

    /** A channel holds a slot for it. */
    record Confirmed(OrderDetails details, Version version, ChannelMarker applied) implements Order {
        @Override
        public OrderState state() {
            return OrderState.CONFIRMED;
        }
    }

    /** No channel takes it. */
    record Rejected(OrderDetails details, Version version, ChannelMarker applied, String reason) implements Order {
        @Override
        public OrderState state() {
            return OrderState.REJECTED;
        }
    }

    /** What an outcome makes of an order. */
    sealed interface Decision {

        /** The order as it is from now on. */
        record Changed(Order order) implements Decision {}

        /** The outcome, or a newer one, was applied before. */
        record AlreadyApplied(ChannelMarker applied) implements Decision {}

        /** The order's state does not lead to the one that the outcome names. */
        record NotAllowed(OrderState state, OrderState target) implements Decision {}
    }
}
