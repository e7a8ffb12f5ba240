package io.orderchannel.order.table;

/**
 * Names in the table of orders that its declaration must use.
 *
 * <p>The index is sparse: only items of orders that wait have its keys, so a search for stale orders reads no others
 * (<a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-indexes-general-sparse-indexes.html">Take
 * advantage of sparse indexes</a>). It projects the keys alone. Its partition key has three values, and a partition
 * takes 1,000 writes a second (<a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html">Partition key
 * design</a>): beyond some 500 new orders a second the index would throttle the table, and the key would need a suffix
 * that spreads the writes.
 */
public final class OrdersTable {
    /** Partition key of the table, a string. */
    public static final String ORDER_ID = "orderId";

    /** The index of orders that wait. */
    public static final String WAITING_INDEX = "waiting-orders";

    /** Partition key of the index, a string: what the order waits for. */
    public static final String WAITING_FOR = "waitingFor";

    /** Values of that key. */
    public static final String FOR_CHANNEL = "CHANNEL";

    public static final String FOR_PARTNER = "PARTNER";
    public static final String FOR_ANSWER = "ANSWER";

    /** Sort key of the index, a string: since when the order waits, ISO 8601 in UTC with milliseconds. */
    public static final String WAITING_SINCE = "waitingSince";

    private OrdersTable() {}
}
