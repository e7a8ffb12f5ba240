package io.orderchannel.channel.slots.application;

import faas.events.CloudEvent;
import io.orderchannel.channel.slots.domain.Assignment;
import java.util.Optional;

/**
 * Port: stores the next state of an assignment with the event that announces it, gives its slot back if it holds none any longer, and keeps
 * the receipt of the message that caused it, all in one write or nothing at all.
 */
public interface ChangeAssignment {

    Result change(Change change);

    /**
     * What is to be stored.
     *
     * @param before the assignment that was decided about; empty for an order without one
     * @param after the assignment from now on, which takes no slot that {@code before} did not have
     * @param event what announces it; empty where nobody is told
     * @param receipt of the partner's message that caused it, if one did
     */
    record Change(
            Optional<Assignment> before, Assignment after, Optional<CloudEvent> event, Optional<Receipt> receipt) {

        public Change {
            if (after.state().holdsSlot() && !before.map(Change::holdsSlot).orElse(false)) {
                throw new IllegalArgumentException("assignment " + after.id().value() + ": state is " + after.state()
                        + ", which needs a slot that it does not have");
            }
        }

        /** Whether a slot comes back. */
        public boolean givesSlotBack() {
            return before.map(Change::holdsSlot).orElse(false) && !after.state().holdsSlot();
        }

        private static boolean holdsSlot(Assignment assignment) {
            return assignment.state().holdsSlot();
        }
    }

    enum Result {
        STORED,
        /** The assignment is no longer the one that was decided about, or the message's id has a receipt. */
        OUTDATED,
        /** Somebody else was writing at the same moment. */
        CONTENDED
    }
}
