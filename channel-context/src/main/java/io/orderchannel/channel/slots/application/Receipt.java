package io.orderchannel.channel.slots.application;

import io.orderchannel.channel.slots.domain.AssignmentState;
import java.time.Duration;
import java.time.Instant;

/**
 * That a message of the partner took effect.
 *
 * @param webhookId the partner's id of the message, the same when it is sent again
 * @param bodySha256 hash of its body, by which another message under the same id is found out
 * @param state the state that it led to
 * @param keptUntil until when it is known
 */
public record Receipt(String webhookId, String bodySha256, AssignmentState state, Instant keptUntil) {
    /** Longer than partners try: the Standard Webhooks scheme suggests to give up after some three days. */
    public static final Duration KEPT = Duration.ofDays(7);
}
