package io.orderchannel.order.domain;

import java.time.Instant;
import java.util.Optional;

/** One order. Each state is a type of its own, so that only an order that is not fulfilled has a reason. */
public sealed interface Order {
    OrderDetails details();

    /** Counts the order's changes: 1 when placed, one more with each change. */
    long version();

    /** How far the order has followed the channel's side. */
    ChannelMarker applied();

    default OrderId id() {
        return details().id();
    }

    default OrderState state() {
        return switch (this) {
            case Placed _ -> OrderState.PLACED;
            case Confirmed _ -> OrderState.CONFIRMED;
            case Cancelling _ -> OrderState.CANCELLING;
            case Rejected _ -> OrderState.REJECTED;
            case Shipped _ -> OrderState.SHIPPED;
            case Delivered _ -> OrderState.DELIVERED;
            case Cancelled _ -> OrderState.CANCELLED;
        };
    }

    /** Why the order is rejected, cancelled or to be cancelled; empty in other states. */
    default Optional<String> reasonGiven() {
        return switch (this) {
            case Cancelling order -> Optional.of(order.reason());
            case Rejected order -> Optional.of(order.reason());
            case Cancelled order -> Optional.of(order.reason());
            case Placed _, Confirmed _, Shipped _, Delivered _ -> Optional.empty();
        };
    }

    static Placed place(OrderDetails details) {
        return new Placed(details, 1, ChannelMarker.NONE);
    }

    /** An order that waits for the channel or its partner, and whose cancellation Order may request. */
    sealed interface Waiting extends Order {
        /** Requests the cancellation; a repeated request keeps the first reason and time. */
        default Cancelling requestCancellation(String reason, Instant now) {
            return this instanceof Cancelling first
                    ? new Cancelling(details(), version() + 1, applied(), first.reason(), first.since())
                    : new Cancelling(details(), version() + 1, applied(), reason, now);
        }
    }

    /** Accepted from the customer; no channel has answered yet. */
    record Placed(OrderDetails details, long version, ChannelMarker applied) implements Waiting {
        /** The order holds a slot. The marker stays: the answer to a call is no event of the channel's side. */
        public Confirmed confirm() {
            return new Confirmed(details, version + 1, applied);
        }

        /** The order gets no slot. */
        public Rejected reject(String reason) {
            return new Rejected(details, version + 1, applied, reason);
        }
    }

    /** A channel holds a slot for it. */
    record Confirmed(OrderDetails details, long version, ChannelMarker applied) implements Waiting {
        /** The reservation of an express order ran out. The channel said so, so no request is needed. */
        public Cancelled cancel(String reason) {
            return new Cancelled(details, version + 1, applied, reason);
        }
    }

    /** Its cancellation is requested, first at {@code since}, UTC, and the channel's answer decides. */
    record Cancelling(OrderDetails details, long version, ChannelMarker applied, String reason, Instant since)
            implements Waiting {}

    /** No channel takes it. */
    record Rejected(OrderDetails details, long version, ChannelMarker applied, String reason) implements Order {}

    /** The partner has handed it to delivery. */
    record Shipped(OrderDetails details, long version, ChannelMarker applied) implements Order {}

    /** The customer has it. */
    record Delivered(OrderDetails details, long version, ChannelMarker applied) implements Order {}

    /** It is not fulfilled although no channel rejected it. */
    record Cancelled(OrderDetails details, long version, ChannelMarker applied, String reason) implements Order {}
}
