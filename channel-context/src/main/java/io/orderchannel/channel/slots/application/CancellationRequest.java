package io.orderchannel.channel.slots.application;

import faas.events.CloudEvent;
import faas.events.EventContext;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.OrderMarker;
import io.orderchannel.channel.slots.domain.SlotRequest;
import io.orderchannel.events.order.OrderSnapshot;
import java.util.Objects;

/**
 * An order that is to be cancelled and waits for the answer, as its event says.
 *
 * @param request the slot that the order asked for, or may still ask for
 * @param cause the message with the request
 * @param context the context of the event that answers the request
 */
public record CancellationRequest(SlotRequest request, OrderMarker cause, EventContext context, String reason) {

    public static CancellationRequest of(CloudEvent message, OrderSnapshot order) {
        return new CancellationRequest(
                PlacedOrder.request(order),
                new OrderMarker(order.version(), message.id()),
                EventContext.causedBy(message),
                Objects.requireNonNull(order.reason(), "the contract gives this type a reason"));
    }

    public OrderId orderId() {
        return request.orderId();
    }
}
