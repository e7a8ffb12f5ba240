package io.orderchannel.channel.application;

import io.orderchannel.channel.domain.Assignment;
import io.orderchannel.channel.domain.Assignment.Decision;
import io.orderchannel.channel.domain.AssignmentState;
import java.util.Optional;

/**
 * Gives the slot of a cancelled order back. Of an order that has not come yet it keeps that it takes none.
 *
 * <p>What has been shipped keeps its slot: nobody can call it back, and the partner will say how it ended.
 */
public final class CancelOrder {

    /** What became of the cancellation. */
    public sealed interface Outcome {

        /** The order has no slot now and gets none. */
        record Cancelled(AssignmentState state) implements Outcome {}

        /** Nothing changed: it came late, or again. */
        record Unchanged(AssignmentState state) implements Outcome {}

        /** Time was over. Nothing is decided; {@code conflicts} times somebody else was in the way. */
        record OutOfTime(int conflicts) implements Outcome {}
    }

    private final FindAssignment assignments;
    private final ChangeAssignment store;

    public CancelOrder(FindAssignment assignments, ChangeAssignment store) {
        this.assignments = assignments;
        this.store = store;
    }

    public Outcome cancel(CancelledOrder order, Pace pace) {
        return Attempts.untilThrough(pace, () -> attempt(order), Outcome.OutOfTime::new);
    }

    private Optional<Outcome> attempt(CancelledOrder order) {
        Optional<Assignment> found = assignments.find(order.orderId());
        if (found.isEmpty()) {
            return store(Changes.first(Assignment.cancelBeforehand(order.request(), order.cause(), order.reason())));
        }
        Assignment stored = found.get();
        return switch (stored.cancel(order.cause(), order.reason())) {
            case Decision.Changed changed -> store(Changes.unannounced(stored, changed.assignment()));
            case Decision.Stays _ -> Optional.of(new Outcome.Unchanged(stored.state()));
        };
    }

    private Optional<Outcome> store(ChangeAssignment.Change change) {
        return switch (store.change(change)) {
            case STORED -> Optional.of(new Outcome.Cancelled(change.after().state()));
            case OUTDATED, CONTENDED -> Optional.empty();
        };
    }
}
