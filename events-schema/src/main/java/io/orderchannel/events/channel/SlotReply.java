package io.orderchannel.events.channel;

import faas.events.Fields;
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
        Fields.present(orderId, "orderId");
        Fields.present(outcome, "outcome");
        Fields.atLeast(0, version, "version");
        if (outcome == Outcome.HELD) {
            Fields.present(heldUntil, "heldUntil");
        }
        if (outcome == Outcome.REFUSED) {
            Fields.present(reason, "reason");
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
