package io.orderchannel.channel.application;

import io.orderchannel.channel.domain.OrderId;
import io.orderchannel.channel.domain.OrderMarker;
import io.orderchannel.channel.domain.SlotRequest;
import io.orderchannel.events.CloudEvent;
import io.orderchannel.events.OrderEvent;
import java.util.Objects;

/**
 * An order that wants no slot, or no longer, as the order's side told it.
 *
 * @param request the slot that it asked for, or may ask for yet
 * @param cause the message that told it
 */
public record CancelledOrder(SlotRequest request, OrderMarker cause, String reason) {

    public static CancelledOrder of(CloudEvent message, OrderEvent.Cancelled event) {
        return new CancelledOrder(
                PlacedOrder.request(event.order()),
                new OrderMarker(event.order().version(), message.id()),
                Objects.requireNonNull(event.order().reason(), "the contract gives a cancellation a reason"));
    }

    public OrderId orderId() {
        return request.orderId();
    }
}
