package io.orderchannel.channel.payouts.adapter.dynamodb;

/**
 * The attributes of the item {@code payout-lag}: how far payouts lag behind deliveries, and which drain has claimed
 * their queue. Times are milliseconds since 1970.
 */
final class PayoutLagItem {
    /** Messages at the last measurement. */
    static final String BACKLOG = "backlog";

    /** Most messages at any measurement. */
    static final String MAX_LAG = "maxLag";

    /** When the last measurement was. */
    static final String MEASURED_AT = "measuredAt";

    /** When a poll last saw the queue empty; the first measurement, if none did. */
    static final String EMPTY_AT = "emptyAt";

    /** The claim that is held, if one is. */
    static final String CLAIM_ID = "claimId";

    /** When the claim that is held ends by itself. */
    static final String CLAIMED_UNTIL = "claimedUntil";

    /** The drain that has begun under the claim; not there while it is only reserved. */
    static final String DRAIN_ID = "drainId";

    /** Drains that came to their end. One that was killed is not among them. */
    static final String DRAINS = "drains";

    /** Payouts that those drains stored. The amounts are in the payouts' own items. */
    static final String DRAINED = "drained";

    private PayoutLagItem() {}
}
