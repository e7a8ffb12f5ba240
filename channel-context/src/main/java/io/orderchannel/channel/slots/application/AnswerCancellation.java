package io.orderchannel.channel.slots.application;

import faas.kit.time.TimeLeft;
import io.orderchannel.channel.slots.domain.Assignment;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;

/**
 * Answers a request to cancel an order. The order's slot comes back. If the order has not come yet, an assignment is
 * stored that keeps it from taking a slot later. An order that was shipped stays shipped. Whatever the state, the
 * answer is an event, since the order waits for it. The write that stores the answer is conditional on the assignment's
 * version, as the partner's report is, so the two cannot both succeed on one version.
 */
public final class AnswerCancellation {
    private final Assignments assignments;
    private final Clock clock;

    public AnswerCancellation(Assignments assignments, Clock clock) {
        this.assignments = assignments;
        this.clock = clock;
    }

    public Outcome answer(OrderRequest order, TimeLeft time) {
        return Attempts.untilStored(time, () -> attempt(order), Outcome.OutOfTime::new);
    }

    private Optional<Outcome> attempt(OrderRequest order) {
        String reason = Objects.requireNonNull(order.reason(), "the contract gives a cancellation a reason");
        Optional<Assignment> before = assignments.find(order.orderId());
        Optional<Assignment> after = before.isPresent()
                ? before.get().answerCancellation(order.cause(), reason)
                : Optional.of(new Assignment.Released(
                        order.orderId(), order.slots(), Assignment.FIRST_VERSION, order.cause(), reason));
        if (after.isEmpty()) {
            return before.map(Outcome.DecidedBefore::new);
        }
        return assignments.change(Change.announced(before, after.get(), clock.instant(), order.context()))
                ? after.map(Outcome.Decided::new)
                : Optional.empty();
    }
}
