package io.orderchannel.channel.adapter.dynamodb;

/** What the table's declaration and its items must agree on. */
public final class ChannelTable {

    /** The partition key, a text. */
    public static final String KEY = "pk";

    /** The attribute by which items end by themselves, a number: seconds since 1970. */
    public static final String TIME_TO_LIVE = "expiresAt";

    /** The key of a timer: this and the order's id. */
    public static final String TIMER_PREFIX = "expiry#";

    /** The sparse index of what is held, by {@link #HELD_SLOTS} and {@link #HELD_UNTIL}; keys only. */
    public static final String RESERVATIONS_INDEX = "reservations";

    /** Partition key of that index, a text: channel and day. */
    public static final String HELD_SLOTS = "heldSlots";

    /** Sort key of that index, a text: ISO 8601 in UTC with milliseconds. */
    public static final String HELD_UNTIL = "heldUntil";

    /** Attributes of a timer: its order, and the context of the message that asked for the reservation. */
    public static final String ORDER_ID = "orderId";

    public static final String TRACEPARENT = "traceparent";
    public static final String CORRELATION_ID = "correlationid";
    public static final String CAUSATION_ID = "causationid";

    private ChannelTable() {}
}
