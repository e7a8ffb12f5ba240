package io.orderchannel.events;

/** An event of the Order context. All types carry the order's full state. */
public sealed interface OrderEvent extends EventData {
    /** The order at the version that the event announces. */
    OrderSnapshot order();

    @Override
    default String aggregateId() {
        return order().orderId();
    }

    @Override
    default long version() {
        return order().version();
    }

    @Override
    default String orderId() {
        return order().orderId();
    }

    /** An order was accepted and waits for a channel: {@code order.placed.v1}. */
    record Placed(OrderSnapshot order) implements OrderEvent {
        public Placed {
            require(order, OrderState.PLACED);
        }

        @Override
        public EventType type() {
            return EventType.ORDER_PLACED;
        }
    }

    /** A channel took the order: {@code order.confirmed.v1}. */
    record Confirmed(OrderSnapshot order) implements OrderEvent {
        public Confirmed {
            require(order, OrderState.CONFIRMED);
        }

        @Override
        public EventType type() {
            return EventType.ORDER_CONFIRMED;
        }
    }

    /** No channel took the order; {@link OrderSnapshot#reason()} says why: {@code order.rejected.v1}. */
    record Rejected(OrderSnapshot order) implements OrderEvent {
        public Rejected {
            require(order, OrderState.REJECTED);
        }

        @Override
        public EventType type() {
            return EventType.ORDER_REJECTED;
        }
    }

    /** The order is on its way: {@code order.shipped.v1}. */
    record Shipped(OrderSnapshot order) implements OrderEvent {
        public Shipped {
            require(order, OrderState.SHIPPED);
        }

        @Override
        public EventType type() {
            return EventType.ORDER_SHIPPED;
        }
    }

    /** The order has arrived: {@code order.delivered.v1}. */
    record Delivered(OrderSnapshot order) implements OrderEvent {
        public Delivered {
            require(order, OrderState.DELIVERED);
        }

        @Override
        public EventType type() {
            return EventType.ORDER_DELIVERED;
        }
    }

    /**
     * The order's cancellation is requested, and the order waits for the channel's answer;
     * {@link OrderSnapshot#reason()} says why: {@code order.cancellation-requested.v1}. A repeated request is an event
     * with a higher version.
     */
    record CancellationRequested(OrderSnapshot order) implements OrderEvent {
        public CancellationRequested {
            require(order, OrderState.CANCELLING);
        }

        @Override
        public EventType type() {
            return EventType.ORDER_CANCELLATION_REQUESTED;
        }
    }

    /** The order will not be fulfilled although it was not rejected; {@link OrderSnapshot#reason()} says why: {@code
     * order.cancelled.v1}. */
    record Cancelled(OrderSnapshot order) implements OrderEvent {
        public Cancelled {
            require(order, OrderState.CANCELLED);
        }

        @Override
        public EventType type() {
            return EventType.ORDER_CANCELLED;
        }
    }

    /** The event that announces that state of an order. */
    static OrderEvent of(OrderSnapshot order) {
        return switch (order.state()) {
            case PLACED -> new Placed(order);
            case CONFIRMED -> new Confirmed(order);
            case REJECTED -> new Rejected(order);
            case SHIPPED -> new Shipped(order);
            case DELIVERED -> new Delivered(order);
            case CANCELLING -> new CancellationRequested(order);
            case CANCELLED -> new Cancelled(order);
        };
    }

    private static void require(OrderSnapshot order, OrderState expected) {
        if (order.state() != expected) {
            throw new IllegalArgumentException("state is " + order.state() + ", expected " + expected);
        }
    }
}
