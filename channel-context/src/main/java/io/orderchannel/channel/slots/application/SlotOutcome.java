package io.orderchannel.channel.slots.application;

import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.events.channel.SlotReply;
import org.jspecify.annotations.Nullable;

/** What became of a command about a slot. */
public sealed interface SlotOutcome {
    /** It was decided, and this is the answer. */
    record Replied(SlotReply reply) implements SlotOutcome {}

    /** No time was left after so many write conflicts; nothing is decided. */
    record OutOfTime(int conflicts) implements SlotOutcome {}

    static SlotOutcome held(Assignment.Held held) {
        return new Replied(
                new SlotReply(held.orderId().value(), SlotReply.Outcome.HELD, held.version(), held.until(), null));
    }

    static SlotOutcome confirmed(Assignment assignment) {
        return reply(assignment.orderId(), SlotReply.Outcome.CONFIRMED, assignment.version(), null);
    }

    static SlotOutcome released(Assignment assignment) {
        return reply(assignment.orderId(), SlotReply.Outcome.RELEASED, assignment.version(), null);
    }

    static SlotOutcome refused(Assignment assignment, String reason) {
        return reply(assignment.orderId(), SlotReply.Outcome.REFUSED, assignment.version(), reason);
    }

    /** For an order that has no assignment. */
    static SlotOutcome refused(OrderId orderId, String reason) {
        return reply(orderId, SlotReply.Outcome.REFUSED, 0, reason);
    }

    private static SlotOutcome reply(
            OrderId orderId, SlotReply.Outcome outcome, long version, @Nullable String reason) {
        return new Replied(new SlotReply(orderId.value(), outcome, version, null, reason));
    }
}
