package io.orderchannel.channel.handler;

import io.orderchannel.channel.adapter.dynamodb.ChannelTable;

/** What the declaration of the table has to say, and the keys that a filter of its stream can look for. */
public final class ChannelsTable {

    /** The partition key, a text. */
    public static final String KEY = ChannelTable.KEY;

    /** The attribute for the table's time-to-live. */
    public static final String TIME_TO_LIVE = ChannelTable.TIME_TO_LIVE;

    /** The key of a reservation's timer begins with it; the removal of such an item is what ReleaseExpiredReservations waits for. */
    public static final String TIMER_PREFIX = ChannelTable.TIMER_PREFIX;

    /** A sparse index, keys only, of the reservations that are held. */
    public static final String RESERVATIONS_INDEX = ChannelTable.RESERVATIONS_INDEX;

    /** Partition key of that index, a text. */
    public static final String RESERVATIONS_PARTITION_KEY = ChannelTable.HELD_SLOTS;

    /** Sort key of that index, a text. */
    public static final String RESERVATIONS_SORT_KEY = ChannelTable.HELD_UNTIL;

    static final String TRACEPARENT = ChannelTable.TRACEPARENT;
    static final String CORRELATION_ID = ChannelTable.CORRELATION_ID;
    static final String CAUSATION_ID = ChannelTable.CAUSATION_ID;

    private ChannelsTable() {}
}
