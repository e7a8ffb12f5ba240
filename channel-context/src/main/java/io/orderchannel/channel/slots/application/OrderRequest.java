package io.orderchannel.channel.slots.application;

import faas.events.EventContext;
import io.orderchannel.channel.slots.domain.Channel;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.OrderMarker;
import io.orderchannel.channel.slots.domain.Slots;
import io.orderchannel.events.order.OrderItem;
import io.orderchannel.events.order.OrderSnapshot;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the order's side asks for an order: a slot, or that its slot comes back.
 *
 * @param slots of the order's channel, on the UTC day on which it was placed
 * @param items what the partner is to deliver
 * @param cause the message that asks
 * @param context that of the events which answer
 * @param reason why, where a slot is to come back
 */
public record OrderRequest(
        OrderId orderId,
        Slots slots,
        List<OrderItem> items,
        OrderMarker cause,
        EventContext context,
        @Nullable String reason) {

    /** What the message with that id asks for that order. */
    public static OrderRequest of(OrderSnapshot order, String messageId, EventContext context) {
        return new OrderRequest(
                new OrderId(order.orderId()),
                new Slots(
                        Channel.valueOf(order.channel().name()), LocalDate.ofInstant(order.placedAt(), ZoneOffset.UTC)),
                List.copyOf(order.items()),
                new OrderMarker(order.version(), messageId),
                context,
                order.reason());
    }
}
