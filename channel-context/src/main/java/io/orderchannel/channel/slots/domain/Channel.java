package io.orderchannel.channel.slots.domain;

/** A way to fulfil an order. */
public enum Channel {
    STORE,
    COURIER,
    LOCKER,
    MARKETPLACE
}
