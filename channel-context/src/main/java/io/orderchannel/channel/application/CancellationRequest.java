package io.orderchannel.channel.application;

import io.orderchannel.channel.domain.OrderId;
import io.orderchannel.channel.domain.OrderMarker;
import io.orderchannel.channel.domain.SlotRequest;
import io.orderchannel.events.CloudEvent;
import io.orderchannel.events.EventContext;
import io.orderchannel.events.OrderSnapshot;
import java.util.Objects;

/**
 * An order that is to be cancelled and waits for the answer, as the order's side told it.
 *
 * @param request the slot that it asked for, or may ask for yet
 * @param cause the message that told it
 * @param context that of the event which answers it
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
