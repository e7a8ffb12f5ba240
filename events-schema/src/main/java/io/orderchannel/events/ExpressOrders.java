package io.orderchannel.events;

/**
 * The message attribute by which a topic tells express orders from others. The event that places an express order has
 * it, and no other event.
 */
public final class ExpressOrders {
    /** The attribute's name. */
    public static final String ATTRIBUTE = "express";

    /** Its only value. */
    public static final String VALUE = "true";

    private ExpressOrders() {}
}
