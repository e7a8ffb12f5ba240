package io.orderchannel.events.order;

import faas.events.EventData;
import java.util.Map;

/** An event of the Order context. All types carry the order's full state. */
public sealed interface OrderEvent extends EventData {
    /** Attribute, {@code true} on the events of type {@code order.placed} that place an express order. */
    String EXPRESS = "express";

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
    default String subject() {
        return order().orderId();
    }

    /** An order was accepted and waits for a channel: {@code order.placed.v1}. */
    record Placed(OrderSnapshot order) implements OrderEvent {
        public Placed {
            require(order, OrderState.PLACED);
        }

        @Override
        public OrderEventType type() {
            return OrderEventType.PLACED;
        }

        /** Express orders have a consumer group of their own, so subscriptions have to tell them apart. */
        @Override
        public Map<String, String> attributes() {
            return order.express() ? Map.of(EXPRESS, "true") : Map.of();
        }
    }

    /** A channel took the order: {@code order.confirmed.v1}. */
    record Confirmed(OrderSnapshot order) implements OrderEvent {
        public Confirmed {
            require(order, OrderState.CONFIRMED);
        }

        @Override
        public OrderEventType type() {
            return OrderEventType.CONFIRMED;
        }
    }

    /** No channel took the order; {@link OrderSnapshot#reason()} says why: {@code order.rejected.v1}. */
    record Rejected(OrderSnapshot order) implements OrderEvent {
        public Rejected {
            require(order, OrderState.REJECTED);
        }

        @Override
        public OrderEventType type() {
            return OrderEventType.REJECTED;
        }
    }

    /** The order is on its way: {@code order.shipped.v1}. */
    record Shipped(OrderSnapshot order) implements OrderEvent {
        public Shipped {
            require(order, OrderState.SHIPPED);
        }

        @Override
        public OrderEventType type() {
            return OrderEventType.SHIPPED;
        }
    }

    /** The order has arrived: {@code order.delivered.v1}. */
    record Delivered(OrderSnapshot order) implements OrderEvent {
        public Delivered {
            require(order, OrderState.DELIVERED);
        }

        @Override
        public OrderEventType type() {
            return OrderEventType.DELIVERED;
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
        public OrderEventType type() {
            return OrderEventType.CANCELLATION_REQUESTED;
        }
    }

    /** The order will not be fulfilled although it was not rejected; {@link OrderSnapshot#reason()} says why: {@code
     * order.cancelled.v1}. */
    record Cancelled(OrderSnapshot order) implements OrderEvent {
        public Cancelled {
            require(order, OrderState.CANCELLED);
        }

        @Override
        public OrderEventType type() {
            return OrderEventType.CANCELLED;
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
