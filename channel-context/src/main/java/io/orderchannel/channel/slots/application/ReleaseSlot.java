package io.orderchannel.channel.slots.application;

import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.Assignment.Decision;
import java.util.Optional;

/**
 * Gives the slot of an order back, held or assigned. Of an order that has none yet it keeps that it takes none, so that a reservation on its
 * way changes nothing when it arrives.
 */
public final class ReleaseSlot {

    private static final String GIVEN_BACK = "the slot was given back";
    private static final String BEFOREHAND = "the slot was given back before it was reserved";

    private final FindAssignment assignments;
    private final ChangeAssignment store;

    public ReleaseSlot(FindAssignment assignments, ChangeAssignment store) {
        this.assignments = assignments;
        this.store = store;
    }

    public SlotOutcome release(PlacedOrder order, Pace pace) {
        return Attempts.untilThrough(pace, () -> attempt(order), SlotOutcome.OutOfTime::new);
    }

    private Optional<SlotOutcome> attempt(PlacedOrder order) {
        Optional<Assignment> found = assignments.find(order.orderId());
        if (found.isEmpty()) {
            return store(Changes.unannounced(
                    found, Assignment.releaseBeforehand(order.request(), order.cause(), BEFOREHAND)));
        }
        Assignment stored = found.get();
        return switch (stored.giveBack(order.cause(), GIVEN_BACK)) {
            case Decision.Changed changed -> store(Changes.unannounced(found, changed.assignment()));
            case Decision.Stays _ -> stays(stored, order);
        };
    }

    private Optional<SlotOutcome> store(ChangeAssignment.Change change) {
        return switch (store.change(change)) {
            case STORED -> SlotOutcome.released(change.after());
            case OUTDATED, CONTENDED -> Optional.empty();
        };
    }

    private static Optional<SlotOutcome> stays(Assignment stored, PlacedOrder order) {
        return stored.state().holdsSlot()
                ? SlotOutcome.refused(
                        stored,
                        "the assignment is " + stored.state() + " by version "
                                + stored.applied().version() + " of the order, the release is by version "
                                + order.cause().version())
                : SlotOutcome.released(stored);
    }
}
