package io.orderchannel.channel.payouts.domain;

import java.time.Duration;

/**
 * When the payout queue is worth a drain: when so many messages wait, or when it has not been empty for so long. Below
 * that nothing runs and nothing is paid.
 *
 * @param startBacklog 1 or more messages
 * @param startAge above zero
 */
public record PayoutPolicy(int startBacklog, Duration startAge) {
    public PayoutPolicy {
        if (startBacklog < 1 || !startAge.isPositive()) {
            throw new IllegalArgumentException("payout policy: starts at " + startBacklog + " messages or after "
                    + startAge + ", expected 1 or more messages and a time above zero");
        }
    }

    /** What is to be done about the queue. */
    public enum Decision {
        START,
        /** Too little waits, and not long enough. */
        NOT_YET,
        /** It is worth a drain, and one has the claim. */
        UNDER_WAY
    }

    /**
     * Decides.
     *
     * @param backlog messages that wait
     * @param age since the queue was last seen empty
     * @param claimed whether a drain has the claim
     */
    public Decision decide(int backlog, Duration age, boolean claimed) {
        boolean worthIt = backlog >= startBacklog || (backlog > 0 && age.compareTo(startAge) >= 0);
        if (!worthIt) {
            return Decision.NOT_YET;
        }
        return claimed ? Decision.UNDER_WAY : Decision.START;
    }
}
