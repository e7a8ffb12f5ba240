package io.orderchannel.order.application;

import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderId;
import java.util.Optional;

/** Port: reads one order as it is after every write that has been answered before. */
public interface FindOrder {

    Optional<Order> find(OrderId id);
}
