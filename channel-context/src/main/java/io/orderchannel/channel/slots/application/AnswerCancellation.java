package io.orderchannel.channel.slots.application;

import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.Assignment.Decision;
import io.orderchannel.channel.slots.domain.AssignmentState;
import java.time.Clock;
import java.util.Optional;

/**
 * Answers an order's request for cancellation. The order's slot comes back. If the order has not come yet, an
 * assignment is stored that keeps it from taking a slot later. What has been shipped stays shipped: nobody can call it
 * back. Whatever the state, the answer is an event, since the order waits for it. The write that stores the answer is
 * conditional on the assignment's version, as the partner's report is, so the two cannot both succeed on one version.
 */
public final class AnswerCancellation {

    /** What became of the request. */
    public sealed interface Outcome {

        /** The answer is stored: the assignment is in this state. */
        record Answered(AssignmentState state) implements Outcome {}

        /** It was answered before, or by a later request; nothing changed. */
        record AnsweredBefore(AssignmentState state) implements Outcome {}

        /** Time was over. Nothing is decided; {@code conflicts} times there was a write conflict. */
        record OutOfTime(int conflicts) implements Outcome {}
    }

    private final FindAssignment assignments;
    private final ChangeAssignment store;
    private final Changes changes;

    public AnswerCancellation(FindAssignment assignments, ChangeAssignment store, Clock clock) {
        this.assignments = assignments;
        this.store = store;
        this.changes = new Changes(clock);
    }

    public Outcome answer(CancellationRequest order, Pace pace) {
        return Attempts.untilThrough(pace, () -> attempt(order), Outcome.OutOfTime::new);
    }

    private Optional<Outcome> attempt(CancellationRequest order) {
        Optional<Assignment> found = assignments.find(order.orderId());
        if (found.isEmpty()) {
            return store(found, Assignment.releaseBeforehand(order.request(), order.cause(), order.reason()), order);
        }
        return switch (found.get().answerCancellation(order.cause(), order.reason())) {
            case Decision.Changed changed -> store(found, changed.assignment(), order);
            case Decision.Stays _ ->
                Optional.of(new Outcome.AnsweredBefore(found.get().state()));
        };
    }

    private Optional<Outcome> store(Optional<Assignment> before, Assignment after, CancellationRequest order) {
        return switch (store.change(changes.of(before, after, order.context()))) {
            case STORED -> Optional.of(new Outcome.Answered(after.state()));
            case OUTDATED, CONTENDED -> Optional.empty();
        };
    }
}
