package io.orderchannel.channel.slots.application;

import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.events.channel.SlotReply;
import java.util.Optional;

/** What became of a command about a slot. */
public sealed interface SlotOutcome {

    /** It was decided, and this is the answer. */
    record Replied(SlotReply reply) implements SlotOutcome {}

    /** Time was over. Nothing is decided; {@code conflicts} times somebody else was in the way. */
    record OutOfTime(int conflicts) implements SlotOutcome {}

    static Optional<SlotOutcome> held(Assignment.Held held) {
        return reply(held, SlotReply.Outcome.HELD, Optional.of(held), Optional.empty());
    }

    static Optional<SlotOutcome> confirmed(Assignment assignment) {
        return reply(assignment, SlotReply.Outcome.CONFIRMED, Optional.empty(), Optional.empty());
    }

    static Optional<SlotOutcome> released(Assignment assignment) {
        return reply(assignment, SlotReply.Outcome.RELEASED, Optional.empty(), Optional.empty());
    }

    static Optional<SlotOutcome> refused(Assignment assignment, String reason) {
        return reply(assignment, SlotReply.Outcome.REFUSED, Optional.empty(), Optional.of(reason));
    }

    /** For an order that nothing is stored about. */
    static Optional<SlotOutcome> refused(OrderId orderId, String reason) {
        return Optional.of(new Replied(new SlotReply(orderId.value(), SlotReply.Outcome.REFUSED, 0, null, reason)));
    }

    private static Optional<SlotOutcome> reply(
            Assignment assignment, SlotReply.Outcome outcome, Optional<Assignment.Held> held, Optional<String> reason) {
        return Optional.of(new Replied(new SlotReply(
                assignment.orderId().value(),
                outcome,
                assignment.version().value(),
                held.map(Assignment.Held::until).orElse(null),
                reason.orElse(null))));
    }
}
