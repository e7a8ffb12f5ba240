package io.orderchannel.channel.slots.domain;

import java.util.Set;

/**
 * The states of an order's assignment and, in one table, the transitions between them.
 *
 * <p>One order takes one slot, while its assignment is in a state that {@linkplain #holdsSlot() holds} one. A delivered
 * order has used its slot up: it stays taken.
 */
public enum AssignmentState {
    /** A slot is held until an instant. */
    HELD,
    /** A slot is held without an end. */
    ASSIGNED,
    /** The partner has handed the order to delivery. */
    SHIPPED,
    /** The partner has delivered. */
    DELIVERED,
    /** The partner could not deliver. */
    FAILED,
    /** There was no slot for the order. */
    REJECTED,
    /** The order has no slot: its slot was given back, or ran out, or its cancellation came before it asked for one. */
    RELEASED;

    /** The states that may follow this one; none follows a terminal state. */
    public Set<AssignmentState> next() {
        return switch (this) {
            case HELD -> Set.of(ASSIGNED, RELEASED);
            case ASSIGNED -> Set.of(SHIPPED, FAILED, RELEASED);
            case SHIPPED -> Set.of(DELIVERED, FAILED);
            case DELIVERED, FAILED, REJECTED, RELEASED -> Set.of();
        };
    }

    public boolean mayBecome(AssignmentState target) {
        return next().contains(target);
    }

    /** Whether an assignment in this state has one of its channel's slots. */
    public boolean holdsSlot() {
        return switch (this) {
            case HELD, ASSIGNED, SHIPPED, DELIVERED -> true;
            case FAILED, REJECTED, RELEASED -> false;
        };
    }
}
