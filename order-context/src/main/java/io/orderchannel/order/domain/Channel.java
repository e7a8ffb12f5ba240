package io.orderchannel.order.domain;

/** The way an order is fulfilled. */
public enum Channel {
    STORE,
    COURIER,
    LOCKER,
    MARKETPLACE;

    /** Where an order goes that names no channel. A fixed one, so that what becomes of an order doesn't depend on which came first. */
    public static final Channel DEFAULT = STORE;
}
