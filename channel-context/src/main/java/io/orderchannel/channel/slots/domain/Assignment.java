package io.orderchannel.channel.slots.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * What a channel decided about one order. Each state is a type of its own, so that only a reservation has an end, and
 * only an order without a slot has a reason.
 *
 * <p>Each transition returns the assignment's next state, or empty where nothing changes.
 */
public sealed interface Assignment {
    /** The version of a new assignment; each change adds 1. */
    long FIRST_VERSION = 1;

    OrderId orderId();

    Slots slots();

    long version();

    /** How far the assignment has followed the order's side. */
    OrderMarker applied();

    default String id() {
        return orderId().assignmentId();
    }

    default AssignmentState state() {
        return switch (this) {
            case Held _ -> AssignmentState.HELD;
            case Assigned _ -> AssignmentState.ASSIGNED;
            case Shipped _ -> AssignmentState.SHIPPED;
            case Delivered _ -> AssignmentState.DELIVERED;
            case Failed _ -> AssignmentState.FAILED;
            case Rejected _ -> AssignmentState.REJECTED;
            case Released _ -> AssignmentState.RELEASED;
        };
    }

    /**
     * Answers a request to cancel the order. A slot that is held or assigned comes back. An order that was shipped
     * keeps its state, since the goods are on their way, and so does one in a terminal state; but it gets a new
     * version, since the order waits for an event. A request that is no newer than the last message applied was
     * answered before.
     */
    default Optional<Assignment> answerCancellation(OrderMarker cause, String reason) {
        if (!cause.isNewerThan(applied())) {
            return Optional.empty();
        }
        long next = version() + 1;
        return Optional.of(
                switch (this) {
                    case Held _, Assigned _ -> new Released(orderId(), slots(), next, cause, reason);
                    case Shipped _ -> new Shipped(orderId(), slots(), next, cause);
                    case Delivered _ -> new Delivered(orderId(), slots(), next, cause);
                    case Failed failed -> new Failed(orderId(), slots(), next, cause, failed.reason());
                    case Rejected rejected -> new Rejected(orderId(), slots(), next, cause, rejected.reason());
                    case Released released -> new Released(orderId(), slots(), next, cause, released.reason());
                });
    }

    /**
     * Gives the slot back, as the order's side asks. A request that knows an older version of the order than the one
     * applied comes too late.
     */
    default Optional<Assignment> giveBack(OrderMarker cause, String reason) {
        return state().mayBecome(AssignmentState.RELEASED) && !applied().isNewerThan(cause)
                ? Optional.of(new Released(
                        orderId(), slots(), version() + 1, applied().latest(cause), reason))
                : Optional.empty();
    }

    /** The partner has handed the order to delivery. */
    default Optional<Assignment> ship() {
        return state().mayBecome(AssignmentState.SHIPPED)
                ? Optional.of(new Shipped(orderId(), slots(), version() + 1, applied()))
                : Optional.empty();
    }

    /** The partner has delivered. */
    default Optional<Assignment> deliver() {
        return state().mayBecome(AssignmentState.DELIVERED)
                ? Optional.of(new Delivered(orderId(), slots(), version() + 1, applied()))
                : Optional.empty();
    }

    /** The partner could not deliver. */
    default Optional<Assignment> fail(String reason) {
        return state().mayBecome(AssignmentState.FAILED)
                ? Optional.of(new Failed(orderId(), slots(), version() + 1, applied(), reason))
                : Optional.empty();
    }

    /** The order has no slot and gets none any more. */
    sealed interface Over extends Assignment {
        /** Why. */
        String reason();
    }

    /** A slot is held for the order until that instant, which is not part of it. */
    record Held(OrderId orderId, Slots slots, long version, OrderMarker applied, Instant until) implements Assignment {
        public boolean hasRunOut(Instant now) {
            return !now.isBefore(until);
        }

        /** Why the reservation gives no slot any longer. */
        public String ranOut() {
            return "the reservation ran out at " + until;
        }

        /** Assigns the slot, as the order's side asks, or releases it if the reservation has run out. */
        public Assignment confirm(OrderMarker cause, Instant now) {
            return expire(now).orElseGet(() -> new Assigned(orderId, slots, version + 1, applied.latest(cause)));
        }

        /** Releases the slot if the reservation has run out. */
        public Optional<Assignment> expire(Instant now) {
            return hasRunOut(now)
                    ? Optional.of(new Released(orderId, slots, version + 1, applied, ranOut()))
                    : Optional.empty();
        }
    }

    /** A slot is held for the order, without an expiry. */
    record Assigned(OrderId orderId, Slots slots, long version, OrderMarker applied) implements Assignment {}

    /** The order is on its way. */
    record Shipped(OrderId orderId, Slots slots, long version, OrderMarker applied) implements Assignment {}

    /** The order has arrived and has used its slot up. */
    record Delivered(OrderId orderId, Slots slots, long version, OrderMarker applied) implements Assignment {}

    /** The order did not arrive; its slot is free again. */
    record Failed(OrderId orderId, Slots slots, long version, OrderMarker applied, String reason) implements Over {}

    /** There was no slot for the order. */
    record Rejected(OrderId orderId, Slots slots, long version, OrderMarker applied, String reason) implements Over {}

    /** The order has no slot; if it had one, that slot is free again. */
    record Released(OrderId orderId, Slots slots, long version, OrderMarker applied, String reason) implements Over {}
}
