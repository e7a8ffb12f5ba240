package io.orderchannel.order.application;

import faas.events.CloudEvent;
import io.orderchannel.order.domain.Order;

class InMemoryOrdersTest extends OrderStoreContract {
    private final InMemoryOrders orders = new InMemoryOrders();

    @Override
    protected Orders orders() {
        return orders;
    }

    @Override
    protected CloudEvent storedEvent(Order order) {
        return orders.events().stream()
                .filter(event -> event.subject().equals(order.id().value()))
                .reduce((_, last) -> last)
                .orElseThrow();
    }
}
