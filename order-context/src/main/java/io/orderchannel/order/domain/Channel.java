package io.orderchannel.order.domain;

/** The way an order is fulfilled. */
public enum Channel {
    STORE,
    COURIER,
    LOCKER,
    MARKETPLACE;

    /** The channel of an order that names none. It is fixed, so that a repeated order goes to the same channel. */
    public static final Channel DEFAULT = STORE;
}
