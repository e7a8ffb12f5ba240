package io.orderchannel.channel.slots.domain;

import java.time.Instant;

/**
 * What a channel decided about one order. Each state is a type of its own, so that only what is held has an end and only what was refused
 * has a reason.
 */
public sealed interface Assignment {

    OrderId orderId();

    Slots slots();

    Version version();

    /** How far the assignment has followed the order's side. */
    OrderMarker applied();

    AssignmentState state();

    default AssignmentId id() {
        return AssignmentId.of(orderId());
    }

    /** The order takes one of these slots. */
    static Assigned assign(SlotRequest request, OrderMarker cause) {
        return new Assigned(request.orderId(), request.slots(), Version.FIRST, cause);
    }

    /** There is no slot for the order. */
    static Rejected reject(SlotRequest request, Capacity capacity, OrderMarker cause) {
        return new Rejected(
                request.orderId(), request.slots(), Version.FIRST, cause, capacity.noneLeft(request.slots()));
    }

    /** The order takes one of these slots, which comes back at {@code until} unless it is confirmed before. */
    static Held hold(SlotRequest request, Instant until, OrderMarker cause) {
        return new Held(request.orderId(), request.slots(), Version.FIRST, cause, until);
    }

    /** The order takes no slot, although it may ask for one yet. */
    static Released releaseBeforehand(SlotRequest request, OrderMarker cause, String reason) {
        return new Released(request.orderId(), request.slots(), Version.FIRST, cause, reason);
    }

    /**
     * What becomes of it when the cancellation of its order is requested. A slot that is held or assigned comes back.
     * What has been shipped keeps its state, since the goods are on their way, and so does what is over; but it gets a
     * new version, since the order waits for an event. A request that is no newer than the last message applied was
     * answered before.
     */
    default Decision answerCancellation(OrderMarker cause, String reason) {
        if (!cause.isNewerThan(applied())) {
            return new Decision.Stays();
        }
        Version next = version().next();
        return new Decision.Changed(
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
     * What becomes of it when the order's side gives the slot back. One that knows an older version of the order than the one applied comes
     * too late.
     */
    default Decision giveBack(OrderMarker cause, String reason) {
        if (applied().isNewerThan(cause)) {
            return new Decision.Stays();
        }
        return switch (this) {
            case Held _, Assigned _ ->
                new Decision.Changed(new Released(
                        orderId(), slots(), version().next(), applied().latest(cause), reason));
            case Shipped _, Delivered _, Failed _, Rejected _, Released _ -> new Decision.Stays();
        };
    }

    /** What becomes of it when the partner has handed the order to delivery. */
    default Decision ship() {
        return state().mayBecome(AssignmentState.SHIPPED)
                ? new Decision.Changed(new Shipped(orderId(), slots(), version().next(), applied()))
                : new Decision.Stays();
    }

    /** What becomes of it when the partner has delivered. */
    default Decision deliver() {
        return state().mayBecome(AssignmentState.DELIVERED)
                ? new Decision.Changed(
                        new Delivered(orderId(), slots(), version().next(), applied()))
                : new Decision.Stays();
    }

    /** What becomes of it when the partner could not deliver. */
    default Decision fail(String reason) {
        return state().mayBecome(AssignmentState.FAILED)
                ? new Decision.Changed(new Failed(orderId(), slots(), version().next(), applied(), reason))
                : new Decision.Stays();
    }

    /** A state of which the Order context is told by an event. */
    sealed interface Announced extends Assignment {}

    /** What has no slot and gets none any more. */
    sealed interface Over extends Assignment {

        /** Why. */
        String reason();
    }

    /** A slot is held for the order until that instant, which is not part of it. */
    record Held(OrderId orderId, Slots slots, Version version, OrderMarker applied, Instant until)
            implements Assignment {
        @Override
        public AssignmentState state() {
            return AssignmentState.HELD;
        }

        public boolean hasRunOut(Instant now) {
            return !now.isBefore(until);
        }

        /** Why nobody gets the slot by this reservation any longer. */
        public String ranOut() {
            return "the reservation ran out at " + until;
        }

        /** What becomes of it when the order's side claims the slot. */
        public Decision confirm(OrderMarker cause, Instant now) {
            return hasRunOut(now)
                    ? expire(now)
                    : new Decision.Changed(new Assigned(orderId, slots, version.next(), applied.latest(cause)));
        }

        /** What becomes of it as time goes by. */
        public Decision expire(Instant now) {
            return hasRunOut(now)
                    ? new Decision.Changed(new Released(orderId, slots, version.next(), applied, ranOut()))
                    : new Decision.Stays();
        }
    }

    /** A slot is held for the order, without an expiry. */
    record Assigned(OrderId orderId, Slots slots, Version version, OrderMarker applied) implements Announced {
        @Override
        public AssignmentState state() {
            return AssignmentState.ASSIGNED;
        }
    }

    /** The order is on its way. */
    record Shipped(OrderId orderId, Slots slots, Version version, OrderMarker applied) implements Announced {
        @Override
        public AssignmentState state() {
            return AssignmentState.SHIPPED;
        }
    }

    /** The order has arrived and has used its slot up. */
    record Delivered(OrderId orderId, Slots slots, Version version, OrderMarker applied) implements Announced {
        @Override
        public AssignmentState state() {
            return AssignmentState.DELIVERED;
        }
    }

    /** The order did not arrive; its slot is free again. */
    record Failed(OrderId orderId, Slots slots, Version version, OrderMarker applied, String reason)
            implements Announced, Over {
        @Override
        public AssignmentState state() {
            return AssignmentState.FAILED;
        }
    }

    /** No slot is held for the order and none will be. */
    record Rejected(OrderId orderId, Slots slots, Version version, OrderMarker applied, String reason)
            implements Announced, Over {
        @Override
        public AssignmentState state() {
            return AssignmentState.REJECTED;
        }
    }

    /** The order has no slot and gets none; if it had one, that slot is free again. */
    record Released(OrderId orderId, Slots slots, Version version, OrderMarker applied, String reason)
            implements Announced, Over {
        @Override
        public AssignmentState state() {
            return AssignmentState.RELEASED;
        }
    }

    /** What something that happened makes of an assignment. */
    sealed interface Decision {

        /** The assignment as it is from now on. */
        record Changed(Assignment assignment) implements Decision {}

        /** Nothing changes. */
        record Stays() implements Decision {}
    }
}
