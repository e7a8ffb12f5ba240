package io.orderchannel.order.application;

import static io.orderchannel.order.domain.OrderFixture.NOON;

import faas.events.EventContext;
import io.orderchannel.order.domain.OrderFixture;

/** Brings orders into a store, as PlaceOrder does. */
public final class PlacedOrders {
    private static final EventContext CONTEXT =
            new EventContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "correlation-1", "request-1");

    private PlacedOrders() {}

    public static void place(Orders orders, OrderFixture order) {
        orders.storeNew(order.placed(), OrderEvents.announcing(order.placed(), NOON, CONTEXT));
    }
}
