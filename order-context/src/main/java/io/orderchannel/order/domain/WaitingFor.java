package io.orderchannel.order.domain;

/** For whom an order waits. An order begins to wait for each of them once, since it never comes back to a state. */
public enum WaitingFor {
    /** A channel is to take the order or to reject it. */
    CHANNEL,
    /** The partner of the channel that took the order is to ship it. */
    PARTNER
}
