package io.orderchannel.events.order;

import faas.events.Fields;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The full state of an order at one version: the data of every order event, so that a consumer needs no earlier event
 * to understand this one.
 *
 * @param orderId identity of the order
 * @param version version of the order that this event announces, at least 1; the consumer applies it only if it is
 *     higher than the one it applied last
 * @param customerId who ordered
 * @param channel how it is to be fulfilled
 * @param express whether a slot is held for it before it counts as confirmed
 * @param state state at this version
 * @param items 1 to 100 lines
 * @param total sum over the lines
 * @param placedAt when the order was accepted, UTC; the same in every event of the order
 * @param reason why it was rejected or cancelled, or is to be cancelled; there in states REJECTED, CANCELLING and
 *     CANCELLED
 */
public record OrderSnapshot(
        String orderId,
        long version,
        String customerId,
        Channel channel,
        boolean express,
        OrderState state,
        List<OrderItem> items,
        Money total,
        Instant placedAt,
        @Nullable String reason) {
    public OrderSnapshot {
        Fields.present(orderId, "orderId");
        Fields.atLeast(1, version, "version");
        Fields.present(customerId, "customerId");
        Fields.present(channel, "channel");
        Fields.present(state, "state");
        Fields.present(items, "items");
        items = List.copyOf(items);
        if (items.isEmpty() || items.size() > 100) {
            throw new IllegalArgumentException("items has " + items.size() + " entries, expected 1 to 100");
        }
        Fields.present(total, "total");
        Fields.present(placedAt, "placedAt");
        switch (state) {
            case REJECTED, CANCELLING, CANCELLED -> Fields.present(reason, "reason");
            case PLACED, CONFIRMED, SHIPPED, DELIVERED -> {}
        }
    }
}
