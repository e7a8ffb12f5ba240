package io.orderchannel.channel.payouts.application;

import java.time.Instant;
import java.util.Optional;

/**
 * Port: remembers the payout queue's lag between one measurement and the next, since a queue has no memory of it, and
 * the claim to drain the queue. At most one claim is held at a time; one that is not given back expires.
 *
 * <p>A drain that MeasurePayoutLag starts gets a claim that was reserved for it, and begins it. That succeeds once, so
 * a start that comes twice makes one drain.
 */
public interface PayoutLag {
    /**
     * Stores what was measured.
     *
     * @param backlog messages; 0 says that the queue was seen empty
     * @return what is known with it
     */
    Known measured(int backlog, Instant now);

    /** Reserves the claim for a drain that is about to be started; false if another one is held. */
    boolean reserve(String claimId, Instant now, Instant until);

    /**
     * Makes the reserved claim this drain's, from now until then; false if it ran out, is another one, or is some
     * drain's already.
     */
    boolean begin(String claimId, String drainId, Instant now, Instant until);

    /** Takes the claim without a reservation; false if another one is held. */
    boolean take(String drainId, Instant now, Instant until);

    /** Gives a claim back that was reserved for a drain which could not be started. */
    void cancel(String claimId);

    /**
     * Gives this drain's claim back, with what it did.
     *
     * @param stored payouts that were new
     * @param emptyAt when it saw the queue empty, if it did
     */
    void end(String drainId, int stored, Optional<Instant> emptyAt);

    /**
     * What is known.
     *
     * @param emptyAt when the queue was last seen empty, or first measured if it never was
     * @param claimedUntil until when a drain has the claim, which may be over
     */
    record Known(Instant emptyAt, Optional<Instant> claimedUntil) {}
}
