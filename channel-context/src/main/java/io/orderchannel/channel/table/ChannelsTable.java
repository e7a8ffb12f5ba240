package io.orderchannel.channel.table;

/** What the table's declaration, the filters of its stream and its items must agree on. */
public final class ChannelsTable {
    /** The partition key, a text. */
    public static final String KEY = "pk";

    /** The condition of a write that creates its item. */
    public static final String IS_NEW = "attribute_not_exists(" + KEY + ")";

    /** The attribute by which items end by themselves, a number: seconds since 1970. */
    public static final String TIME_TO_LIVE = "expiresAt";

    /** The key of a day's counter of a channel's slots is this, the channel, {@code #} and the day. */
    public static final String SLOTS_PREFIX = "SLOTS#";

    /** The key of an assignment is this and the order's id. */
    public static final String ASSIGNMENT_PREFIX = "ASSIGNMENT#";

    /** The key of the receipt of a partner's call is this and the call's id. */
    public static final String RECEIPT_PREFIX = "webhook#";

    /** The key of a counter of events is this, the day, {@code #} and the event's type. */
    public static final String COUNT_PREFIX = "count#";

    /** The key of a payout is this and the assignment's id. */
    public static final String PAYOUT_PREFIX = "payout#";

    /** The key of the one item about the lag of the payouts. */
    public static final String PAYOUT_LAG_KEY = "payout-lag";

    /**
     * The key of a reservation's timer is this and the order's id; ReleaseExpiredReservations is started by the removal
     * of such an item.
     */
    public static final String TIMER_PREFIX = "expiry#";

    /** The sparse index, keys only, of the reservations that are held. */
    public static final String RESERVATIONS_INDEX = "reservations";

    /** Partition key of that index, a text: channel and day. */
    public static final String RESERVATIONS_PARTITION_KEY = "heldSlots";

    /** Sort key of that index, a text: ISO 8601 in UTC with milliseconds. */
    public static final String RESERVATIONS_SORT_KEY = "heldUntil";

    /** Attributes of a timer: its order, and the context of the message that asked for the reservation. */
    public static final String ORDER_ID = "orderId";

    public static final String TRACEPARENT = "traceparent";
    public static final String CORRELATION_ID = "correlationid";
    public static final String CAUSATION_ID = "causationid";

    private ChannelsTable() {}
}
