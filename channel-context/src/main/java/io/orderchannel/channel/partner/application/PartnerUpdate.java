package io.orderchannel.channel.partner.application;

import faas.events.EventContext;
import io.orderchannel.channel.slots.domain.AssignmentState;
import org.jspecify.annotations.Nullable;

/**
 * What a partner says about an assignment.
 *
 * @param reason why it failed; there with kind FAILED
 * @param webhookId the partner's id of the message, the same when it is sent again
 * @param bodySha256 hash of the message's body
 * @param context that of the event which tells of it
 */
public record PartnerUpdate(
        String assignmentId,
        Kind kind,
        @Nullable String reason,
        String webhookId,
        String bodySha256,
        EventContext context) {

    public PartnerUpdate {
        if (kind == Kind.FAILED && (reason == null || reason.isBlank())) {
            throw new IllegalArgumentException(
                    "assignment " + assignmentId + ": update FAILED has no reason, expected one");
        }
    }

    /** What happened. */
    public enum Kind {
        SHIPPED,
        DELIVERED,
        FAILED;

        AssignmentState state() {
            return AssignmentState.valueOf(name());
        }
    }
}
