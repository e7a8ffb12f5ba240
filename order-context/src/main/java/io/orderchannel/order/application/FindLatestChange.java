package io.orderchannel.order.application;

import io.orderchannel.events.CloudEvent;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderId;
import java.util.Optional;

/** Port: reads one order and the event that announced its last change, as they are after every write that has been answered before. */
public interface FindLatestChange {

    Optional<LatestChange> findLatestChange(OrderId id);

    /** An order as it is, and the event that said so. */
    record LatestChange(Order order, CloudEvent event) {}
}
