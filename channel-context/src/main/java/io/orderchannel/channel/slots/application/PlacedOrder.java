package io.orderchannel.channel.slots.application;

import faas.events.CloudEvent;
import faas.events.EventContext;
import io.orderchannel.channel.slots.domain.AssignmentId;
import io.orderchannel.channel.slots.domain.Channel;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.OrderMarker;
import io.orderchannel.channel.slots.domain.SlotDay;
import io.orderchannel.channel.slots.domain.SlotRequest;
import io.orderchannel.channel.slots.domain.Slots;
import io.orderchannel.events.channel.SlotCommand;
import io.orderchannel.events.order.OrderEvent;
import io.orderchannel.events.order.OrderSnapshot;
import java.util.List;

/**
 * An order that waits for a slot, as the order's side told it.
 *
 * @param items what the partner is to deliver
 * @param cause the message that told it
 * @param context that of the events which answer it
 */
public record PlacedOrder(
        SlotRequest request, List<PartnerNotification.Item> items, OrderMarker cause, EventContext context) {

    public PlacedOrder {
        items = List.copyOf(items);
    }

    public static PlacedOrder of(CloudEvent message, OrderEvent.Placed event) {
        return of(event.order(), message.id(), EventContext.causedBy(message));
    }

    /** The order that a command is about; the command has no id but that of what caused it. */
    public static PlacedOrder of(SlotCommand command) {
        return of(command.order(), command.context().causationId(), command.context());
    }

    private static PlacedOrder of(OrderSnapshot order, String messageId, EventContext context) {
        return new PlacedOrder(
                request(order),
                order.items().stream()
                        .map(item -> new PartnerNotification.Item(item.sku(), item.quantity()))
                        .toList(),
                new OrderMarker(order.version(), messageId),
                context);
    }

    public OrderId orderId() {
        return request.orderId();
    }

    /** Tells the partner of the assignment that the order got. */
    PartnerNotification notification(AssignmentId assignmentId) {
        return new PartnerNotification(assignmentId, orderId(), request.slots().channel(), items, context);
    }

    /** The slot that an order needs: of its channel, on the day on which it was placed. */
    static SlotRequest request(OrderSnapshot order) {
        return new SlotRequest(new OrderId(order.orderId()), new Slots(channel(order), SlotDay.of(order.placedAt())));
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
