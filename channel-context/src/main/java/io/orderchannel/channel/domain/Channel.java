package io.orderchannel.channel.domain;

/** A way to fulfil an order. */
public enum Channel {
    STORE,
    COURIER,
    LOCKER,
    MARKETPLACE
}
