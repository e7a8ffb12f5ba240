package io.orderchannel.events.order;

import faas.events.EventType;

/** Every event type of the Order context. Each announces one state of an order and is named after it. */
public enum OrderEventType implements EventType {
    PLACED("order.placed.v1"),
    CONFIRMED("order.confirmed.v1"),
    REJECTED("order.rejected.v1"),
    SHIPPED("order.shipped.v1"),
    DELIVERED("order.delivered.v1"),
    /** The cancellation is requested, and the channel's answer decides. A repeated request has a higher version. */
    CANCELLING("order.cancellation-requested.v1"),
    CANCELLED("order.cancelled.v1");

    private final String wireName;

    OrderEventType(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    @Override
    public String source() {
        return "/order";
    }
}
