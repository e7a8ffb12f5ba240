package io.orderchannel.channel.application;

import io.orderchannel.channel.domain.Channel;
import io.orderchannel.channel.domain.OrderId;
import io.orderchannel.channel.domain.OrderMarker;
import io.orderchannel.channel.domain.SlotDay;
import io.orderchannel.channel.domain.SlotRequest;
import io.orderchannel.channel.domain.Slots;
import io.orderchannel.events.CloudEvent;
import io.orderchannel.events.EventContext;
import io.orderchannel.events.OrderEvent;
import io.orderchannel.events.OrderSnapshot;

/**
 * An order that waits for a slot, as the order's side told it.
 *
 * @param cause the message that told it
 * @param context that of the events which answer it
 */
public record PlacedOrder(SlotRequest request, OrderMarker cause, EventContext context) {

    public static PlacedOrder of(CloudEvent message, OrderEvent.Placed event) {
        OrderSnapshot order = event.order();
        return new PlacedOrder(
                new SlotRequest(new OrderId(order.orderId()), new Slots(channel(order), SlotDay.of(order.placedAt()))),
                new OrderMarker(order.version(), message.id()),
                EventContext.causedBy(message));
    }

    public OrderId orderId() {
        return request.orderId();
    }

    private static Channel channel(OrderSnapshot order) {
        return switch (order.channel()) {
            case STORE -> Channel.STORE;
            case COURIER -> Channel.COURIER;
            case LOCKER -> Channel.LOCKER;
            case MARKETPLACE -> Channel.MARKETPLACE;
        };
    }
}
