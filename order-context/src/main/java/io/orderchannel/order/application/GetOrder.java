package io.orderchannel.order.application;

import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderId;
import java.util.Optional;

/** Shows one order as it is now. */
public final class GetOrder {

    private final FindOrder orders;

    public GetOrder(FindOrder orders) {
        this.orders = orders;
    }

    public Optional<Order> get(OrderId id) {
        return orders.find(id);
    }
}
