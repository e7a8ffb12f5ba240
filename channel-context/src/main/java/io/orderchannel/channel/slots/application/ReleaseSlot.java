package io.orderchannel.channel.slots.application;

import io.orderchannel.channel.slots.domain.Assignment;
import java.util.Optional;

/**
 * Gives the slot of an order back, held or assigned. For an order that has none yet it stores a marker, so that a
 * reservation on its way changes nothing when it arrives.
 */
final class ReleaseSlot {
    private static final String GIVEN_BACK = "the slot was given back";
    private static final String BEFOREHAND = "the slot was given back before it was reserved";

    private final Assignments assignments;

    ReleaseSlot(Assignments assignments) {
        this.assignments = assignments;
    }

    Optional<SlotOutcome> attempt(OrderRequest order) {
        Optional<Assignment> before = assignments.find(order.orderId());
        Optional<Assignment> after = before.isPresent()
                ? before.get().giveBack(order.cause(), GIVEN_BACK)
                : Optional.of(new Assignment.Released(
                        order.orderId(), order.slots(), Assignment.FIRST_VERSION, order.cause(), BEFOREHAND));
        if (after.isEmpty()) {
            return before.map(stored -> stays(stored, order));
        }
        return assignments.change(Change.unannounced(before, after.get()))
                ? after.map(SlotOutcome::released)
                : Optional.empty();
    }

    private static SlotOutcome stays(Assignment stored, OrderRequest order) {
        return stored.state().holdsSlot()
                ? SlotOutcome.refused(
                        stored,
                        "the assignment is " + stored.state() + " by version "
                                + stored.applied().version() + " of the order, the release is by version "
                                + order.cause().version())
                : SlotOutcome.released(stored);
    }
}
