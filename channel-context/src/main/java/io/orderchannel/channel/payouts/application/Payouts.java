package io.orderchannel.channel.payouts.application;

import io.orderchannel.channel.payouts.domain.Payout;
import java.time.Instant;

/** Port: the payouts, one for each assignment. */
public interface Payouts {
    /** Stores a payout; false if the assignment has one, which stays as it is. */
    boolean store(Payout payout, Instant now);
}
