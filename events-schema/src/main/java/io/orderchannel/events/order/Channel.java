package io.orderchannel.events.order;

/** A way to fulfil an order, as it is written in events and HTTP bodies. */
public enum Channel {
    STORE,
    COURIER,
    LOCKER,
    MARKETPLACE
}
