package io.orderchannel.events.channel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link SlotCommand}.
 *
 * @param version version of the assignment after the command, 0 where there is none
 * @param heldUntil until when the slot is held, UTC; there with outcome HELD
 * @param reason why the command was refused; there with outcome REFUSED
 */
public record SlotReply(
        String orderId,
        Outcome outcome,
        long version,
        @Nullable Instant heldUntil,
        @Nullable String reason) {
    public SlotReply {
        if (outcome == Outcome.HELD ? heldUntil == null : outcome == Outcome.REFUSED && reason == null) {
            throw new IllegalArgumentException(outcome == Outcome.HELD ? "heldUntil is missing" : "reason is missing");
        }
    }

    /** What became of the slot. */
    public enum Outcome {
        HELD,
        CONFIRMED,
        RELEASED,
        /** The channel does not do it: no slot is left, the reservation ran out, or the slot was given back. */
        REFUSED
    }
}
