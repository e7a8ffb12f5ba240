package io.orderchannel.events.channel;

import faas.events.EventType;

/** Every event type of the Channel context. Each announces one state of an order's assignment and is named after it. */
public enum ChannelEventType implements EventType {
    /** A channel took the order and gave it a slot. */
    ASSIGNED("channel.assigned.v1"),
    /** The channel has no slot for the order. */
    REJECTED("channel.rejected.v1"),
    /** The partner has handed the order to delivery. */
    SHIPPED("channel.shipped.v1"),
    /** The partner has delivered the order. */
    DELIVERED("channel.delivered.v1"),
    /** The partner could not deliver. */
    FAILED("channel.failed.v1"),
    /** The order has no slot and gets none. The answer to a request for cancellation. */
    RELEASED("channel.released.v1");

    private final String wireName;

    ChannelEventType(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    @Override
    public String source() {
        return "/channel";
    }
}
