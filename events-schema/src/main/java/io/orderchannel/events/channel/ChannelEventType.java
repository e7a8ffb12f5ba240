package io.orderchannel.events.channel;

import faas.events.EventType;

/** Every event type of the Channel context. */
public enum ChannelEventType implements EventType {
    ASSIGNED("channel.assigned.v1"),
    REJECTED("channel.rejected.v1"),
    SHIPPED("channel.shipped.v1"),
    DELIVERED("channel.delivered.v1"),
    FAILED("channel.failed.v1"),
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
