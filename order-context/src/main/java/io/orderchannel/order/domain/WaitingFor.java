package io.orderchannel.order.domain;

/** For whom, or for what, an order waits. */
public enum WaitingFor {
    /** A channel is to take the order or to reject it. */
    CHANNEL,
    /** The partner of the channel that took the order is to ship it. */
    PARTNER,
    /** The channel's answer to the request for cancellation. Each repeated request restarts the wait. */
    ANSWER
}
