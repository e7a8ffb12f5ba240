package io.orderchannel.kit.relay;

/**
 * An event that the topic did not take.
 *
 * @param index its place in the batch, from 0
 * @param reason what the topic answered
 * @param forGood whether the topic refuses this very event, now and later, and not the call
 */
public record NotPublished(int index, String reason, boolean forGood) {

    /** An event that may be taken later. */
    public NotPublished(int index, String reason) {
        this(index, reason, false);
    }
}
