package io.orderchannel.events.order;

import faas.events.EventData;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The full state of an order at one version: the data of every order event, so that a consumer needs no earlier event
 * to understand this one.
 *
 * @param orderId identity of the order
 * @param version the order's version, at least 1; a consumer applies it only if it is higher than the last one applied
 * @param customerId who ordered
 * @param channel how it is to be fulfilled
 * @param express whether a slot is held for it before it counts as confirmed
 * @param type what happened, and so the state at this version; {@code state} in JSON
 * @param items 1 to 100 lines
 * @param total sum over the lines
 * @param placedAt when the order was accepted, UTC; the same in every event of the order
 * @param reason there with the types REJECTED, CANCELLING and CANCELLED
 */
public record OrderSnapshot(
        String orderId,
        long version,
        String customerId,
        Channel channel,
        boolean express,
        OrderEventType type,
        List<OrderItem> items,
        Money total,
        Instant placedAt,
        @Nullable String reason)
        implements EventData {
    /** Attribute, {@code true} on the events of type {@code order.placed} that place an express order. */
    public static final String EXPRESS = "express";

    static final int MAX_ITEMS = 100;

    public OrderSnapshot {
        items = List.copyOf(items);
        boolean explained = type == OrderEventType.REJECTED
                || type == OrderEventType.CANCELLING
                || type == OrderEventType.CANCELLED;
        if (explained && reason == null) {
            throw new IllegalArgumentException("reason is missing");
        }
    }

    @Override
    public String aggregateId() {
        return orderId;
    }

    @Override
    public String subject() {
        return orderId;
    }

    /** Express orders have a consumer group of their own, so subscriptions have to tell them apart. */
    @Override
    public Map<String, String> attributes() {
        return express && type == OrderEventType.PLACED ? Map.of(EXPRESS, "true") : Map.of();
    }
}
