package io.orderchannel.order.domain;

/** What the channel's side says became of an order. */
public sealed interface ChannelOutcome {

    OrderId orderId();

    ChannelMarker marker();

    /** The state that this outcome names. */
    OrderState target();

    /** The channel holds a slot for the order. */
    record Assigned(OrderId orderId, ChannelMarker marker) implements ChannelOutcome {
        @Override
        public OrderState target() {
            return OrderState.CONFIRMED;
        }
    }

    /** The channel will not fulfil the order. */
    record Rejected(OrderId orderId, ChannelMarker marker, String reason) implements ChannelOutcome {
        @Override
        public OrderState target() {
            return OrderState.REJECTED;
        }
    }

    /** The order is on its way. */
    record Shipped(OrderId orderId, ChannelMarker marker) implements ChannelOutcome {
        @Override
        public OrderState target() {
            return OrderState.SHIPPED;
        }
    }

    /** The order has arrived. */
    record Delivered(OrderId orderId, ChannelMarker marker) implements ChannelOutcome {
        @Override
        public OrderState target() {
            return OrderState.DELIVERED;
        }
    }

    /** The order has no slot of the channel and gets none. */
    record Released(OrderId orderId, ChannelMarker marker, String reason) implements ChannelOutcome {
        @Override
        public OrderState target() {
            return OrderState.CANCELLED;
        }
    }

    /** The channel took the order and could not deliver it. */
    record Failed(OrderId orderId, ChannelMarker marker, String reason) implements ChannelOutcome {
        @Override
        public OrderState target() {
            return OrderState.CANCELLED;
        }
    }
}
