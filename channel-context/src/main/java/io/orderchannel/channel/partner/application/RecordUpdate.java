package io.orderchannel.channel.partner.application;

import io.orderchannel.channel.slots.application.Attempts;
import io.orderchannel.channel.slots.application.ChangeAssignment;
import io.orderchannel.channel.slots.application.Changes;
import io.orderchannel.channel.slots.application.FindAssignment;
import io.orderchannel.channel.slots.application.FindReceipt;
import io.orderchannel.channel.slots.application.Pace;
import io.orderchannel.channel.slots.application.Receipt;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.Assignment.Decision;
import io.orderchannel.channel.slots.domain.AssignmentState;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;

/**
 * Records what the partner says about an assignment, once however often it says so. A failed delivery gives the slot back.
 *
 * <p>A message that took effect is known by its id for {@link Receipt#KEPT}; one that was refused leaves no trace, so it may succeed when it
 * comes again: what it builds on may have arrived meanwhile.
 */
public final class RecordUpdate {

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

        /** Time was over. Nothing is recorded; {@code conflicts} times somebody else was in the way. */
        record OutOfTime(int conflicts) implements Result {}
    }

    private final FindReceipt receipts;
    private final FindAssignment assignments;
    private final ChangeAssignment store;
    private final Changes changes;

    public RecordUpdate(FindReceipt receipts, FindAssignment assignments, ChangeAssignment store, Clock clock) {
        this.receipts = receipts;
        this.assignments = assignments;
        this.store = store;
        this.changes = new Changes(clock);
    }

    public Result record(PartnerUpdate update, Pace pace) {
        return Attempts.untilThrough(pace, () -> attempt(update), Result.OutOfTime::new);
    }

    private Optional<Result> attempt(PartnerUpdate update) {
        // The assignment before the receipt: a state that a message under this id led to comes with that message's
        // receipt.
        Optional<Assignment> found = update.assignmentId().orderId().flatMap(assignments::find);
        Optional<Receipt> known = receipts.find(update.webhookId());
        if (known.isPresent()) {
            return Optional.of(repeated(known.get(), update));
        }
        if (found.isEmpty()) {
            return Optional.of(new Result.UnknownAssignment());
        }
        Assignment before = found.get();
        return switch (decide(before, update)) {
            case Decision.Stays _ ->
                Optional.of(new Result.NotAllowed(before.state(), update.kind().state()));
            case Decision.Changed changed -> store(before, changed.assignment(), update);
        };
    }

    private static Result repeated(Receipt receipt, PartnerUpdate update) {
        return receipt.bodySha256().equals(update.bodySha256())
                ? new Result.Repeated(receipt.state())
                : new Result.BodyDiffers();
    }

    private static Decision decide(Assignment assignment, PartnerUpdate update) {
        return switch (update.kind()) {
            case SHIPPED -> assignment.ship();
            case DELIVERED -> assignment.deliver();
            case FAILED -> assignment.fail(Objects.requireNonNull(update.reason(), "reason of a failure"));
        };
    }

    private Optional<Result> store(Assignment before, Assignment after, PartnerUpdate update) {
        Receipt receipt = new Receipt(
                update.webhookId(),
                update.bodySha256(),
                after.state(),
                changes.now().plus(Receipt.KEPT));
        return switch (store.change(changes.of(before, after, update.context(), receipt))) {
            case STORED -> Optional.of(new Result.Recorded(after.state()));
            case OUTDATED, CONTENDED -> Optional.empty();
        };
    }
}
