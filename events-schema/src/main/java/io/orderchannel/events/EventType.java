package io.orderchannel.events;

import java.util.Optional;

/** Every event type of the contract, with the CloudEvents {@code source} that emits it. */
public enum EventType {
    ORDER_PLACED("order.placed.v1", "/order"),
    ORDER_CONFIRMED("order.confirmed.v1", "/order"),
    ORDER_REJECTED("order.rejected.v1", "/order"),
    ORDER_SHIPPED("order.shipped.v1", "/order"),
    ORDER_DELIVERED("order.delivered.v1", "/order"),
    ORDER_CANCELLATION_REQUESTED("order.cancellation-requested.v1", "/order"),
    ORDER_CANCELLED("order.cancelled.v1", "/order"),
    CHANNEL_ASSIGNED("channel.assigned.v1", "/channel"),
    CHANNEL_REJECTED("channel.rejected.v1", "/channel"),
    CHANNEL_SHIPPED("channel.shipped.v1", "/channel"),
    CHANNEL_DELIVERED("channel.delivered.v1", "/channel"),
    CHANNEL_FAILED("channel.failed.v1", "/channel"),
    CHANNEL_RELEASED("channel.released.v1", "/channel");

    private static final EventType[] ALL = values();

    private final String wireName;
    private final String source;

    EventType(String wireName, String source) {
        this.wireName = wireName;
        this.source = source;
    }

    /** The CloudEvents {@code type}, version included: {@code order.placed.v1}. Also the SNS attribute {@code type}. */
    public String wireName() {
        return wireName;
    }

    /** The CloudEvents {@code source}: the bounded context that emits the type. */
    public String source() {
        return source;
    }

    /** The type's name without its version: {@code order.placed}. */
    String unversionedName() {
        return wireName.substring(0, wireName.lastIndexOf('.'));
    }

    /** The type with that wire name, or empty if the contract has none. */
    public static Optional<EventType> ofWireName(String wireName) {
        for (EventType type : ALL) {
            if (type.wireName.equals(wireName)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
