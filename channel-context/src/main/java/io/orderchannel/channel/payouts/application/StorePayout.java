package io.orderchannel.channel.payouts.application;

import io.orderchannel.channel.payouts.domain.Payout;
import java.time.Instant;

/** Port: stores a payout, once for its assignment. */
public interface StorePayout {

    Result store(Payout payout, Instant now);

    enum Result {
        STORED,
        /** It is there from before, and stays as it is. */
        REPEATED
    }
}
