package faas.kit.relay;

/**
 * An event that the topic did not take.
 *
 * @param index its place in the batch, from 0
 * @param reason what the topic answered
 * @param forGood whether the topic refuses the event for its content, so that trying again is useless
 */
public record NotPublished(int index, String reason, boolean forGood) {

    /** An event that may be taken later. */
    public NotPublished(int index, String reason) {
        this(index, reason, false);
    }
}
