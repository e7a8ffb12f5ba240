package io.orderchannel.order.domain;

/** For whom, or for what, an order waits. */
public enum WaitingFor {
    /** A channel is to take the order or to reject it. */
    CHANNEL,
    /** The partner of the channel that took the order is to ship it. */
    PARTNER,
    /** The channel is to answer the request for cancellation. The wait begins anew each time the order asks again. */
    ANSWER
}
