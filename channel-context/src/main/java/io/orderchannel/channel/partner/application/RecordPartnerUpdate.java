package io.orderchannel.channel.partner.application;

import faas.kit.time.TimeLeft;
import io.orderchannel.channel.slots.application.Assignments;
import io.orderchannel.channel.slots.application.Attempts;
import io.orderchannel.channel.slots.application.Change;
import io.orderchannel.channel.slots.application.Receipt;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.AssignmentState;
import io.orderchannel.channel.slots.domain.OrderId;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Records what the partner says about an assignment, once however often it says so. A failed delivery gives the slot
 * back.
 *
 * <p>A message that took effect is known by its id for {@link Receipt#KEPT}; one that was refused leaves no trace, so
 * it may succeed when it comes again: what it builds on may have arrived meanwhile.
 */
public final class RecordPartnerUpdate {
    /** What became of the partner's message. */
    public sealed interface Result {
        /** It took effect. */
        record Recorded(AssignmentState state) implements Result {}

        /** It took effect before, led to that state then, and changed nothing now. */
        record Repeated(AssignmentState state) implements Result {}

        /** Another message had that id before. */
        record BodyDiffers() implements Result {}

        /** There is no such assignment. */
        record UnknownAssignment() implements Result {}

        /** The assignment's state does not lead to the one that the message names. */
        record NotAllowed(AssignmentState state, AssignmentState target) implements Result {}

        /** No time was left after so many write conflicts; nothing is recorded. */
        record OutOfTime(int conflicts) implements Result {}
    }

    private final Assignments assignments;
    private final Clock clock;

    public RecordPartnerUpdate(Assignments assignments, Clock clock) {
        this.assignments = assignments;
        this.clock = clock;
    }

    public Result record(PartnerUpdate update, TimeLeft time) {
        return Attempts.untilStored(time, () -> attempt(update), Result.OutOfTime::new);
    }

    private Optional<Result> attempt(PartnerUpdate update) {
        // The assignment before the receipt: a state that a message under this id led to comes with that message's
        // receipt.
        Optional<Assignment> found = OrderId.ofAssignment(update.assignmentId()).flatMap(assignments::find);
        Optional<Receipt> known = assignments.findReceipt(update.webhookId());
        if (known.isPresent()) {
            return Optional.of(repeated(known.get(), update));
        }
        if (found.isEmpty()) {
            return Optional.of(new Result.UnknownAssignment());
        }
        Assignment before = found.get();
        Optional<Assignment> after = next(before, update);
        if (after.isEmpty()) {
            return Optional.of(
                    new Result.NotAllowed(before.state(), update.kind().state()));
        }
        return store(before, after.get(), update);
    }

    private static Result repeated(Receipt receipt, PartnerUpdate update) {
        return receipt.bodySha256().equals(update.bodySha256())
                ? new Result.Repeated(receipt.state())
                : new Result.BodyDiffers();
    }

    private static Optional<Assignment> next(Assignment assignment, PartnerUpdate update) {
        return switch (update.kind()) {
            case SHIPPED -> assignment.ship();
            case DELIVERED -> assignment.deliver();
            case FAILED -> assignment.fail(Objects.requireNonNull(update.reason(), "reason of a failure"));
        };
    }

    private Optional<Result> store(Assignment before, Assignment after, PartnerUpdate update) {
        Instant now = clock.instant();
        Receipt receipt = new Receipt(update.webhookId(), update.bodySha256(), after.state(), now.plus(Receipt.KEPT));
        Change change = Change.announced(Optional.of(before), after, now, update.context());
        return assignments.change(change.with(receipt))
                ? Optional.of(new Result.Recorded(after.state()))
                : Optional.empty();
    }
}
