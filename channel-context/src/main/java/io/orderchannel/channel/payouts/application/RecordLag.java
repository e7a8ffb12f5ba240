package io.orderchannel.channel.payouts.application;

import java.time.Instant;
import java.util.Optional;

/** Port: remembers the payout queue's lag between one measurement and the next, since a queue has no memory of it. */
public interface RecordLag {

    /**
     * Stores what was measured.
     *
     * @param backlog messages; 0 says that the queue was seen empty
     * @return what is known with it
     */
    Known measured(int backlog, Instant now);

    /**
     * What is known.
     *
     * @param emptyAt when the queue was last seen empty, or first measured if it never was
     * @param claimedUntil until when a drain has the claim, which may be over
     */
    record Known(Instant emptyAt, Optional<Instant> claimedUntil) {}
}
