package io.orderchannel.channel.slots.application;

import faas.events.EventContext;
import io.orderchannel.channel.slots.application.TakeSlots.NewAssignment;
import io.orderchannel.channel.slots.domain.OrderMarker;
import io.orderchannel.channel.slots.domain.RequestFixture;
import java.time.Instant;
import java.util.List;

/** Orders that wait for a slot, and orders that got one. */
public final class PlacedOrderFixture {

    private PlacedOrderFixture() {}

    public static PlacedOrder placed(RequestFixture order) {
        return new PlacedOrder(
                order.request(),
                List.of(new PartnerNotification.Item("MUG-BLUE", 2)),
                new OrderMarker(1, order.order() + "#1"),
                new EventContext("trace-1", "correlation-" + order.order(), order.order() + "#1"));
    }

    /** The order's assignment as a store takes it, with its event. */
    public static NewAssignment assigned(RequestFixture order, Instant time, EventContext context) {
        return new NewAssignment(order.assigned(), AssignmentEvents.announcing(order.assigned(), time, context));
    }
}
