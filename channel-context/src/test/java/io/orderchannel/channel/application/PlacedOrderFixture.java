package io.orderchannel.channel.application;

import faas.events.EventContext;
import io.orderchannel.channel.domain.OrderMarker;
import io.orderchannel.channel.domain.RequestFixture;
import java.util.List;

/** Orders that wait for a slot. */
final class PlacedOrderFixture {

    private PlacedOrderFixture() {}

    static PlacedOrder placed(RequestFixture order) {
        return new PlacedOrder(
                order.request(),
                List.of(new PartnerNotification.Item("MUG-BLUE", 2)),
                new OrderMarker(1, order.order() + "#1"),
                new EventContext("trace-1", "correlation-" + order.order(), order.order() + "#1"));
    }
}
