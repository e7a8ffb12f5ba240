package io.orderchannel.order.application;

import faas.events.EventContext;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderId;
import java.time.Instant;
import java.util.Optional;

/** Port: reads one order and the context of its last change, as they are after every write that has been answered before. */
public interface FindLatestChange {

    Optional<LatestChange> findLatestChange(OrderId id);

    /**
     * An order as it is.
     *
     * @param waitingSince since when it waits, UTC, in milliseconds; empty where it waits for nobody
     * @param context that of the event which announced it. Where that event cannot be read, a new one that is named after the order
     */
    record LatestChange(Order order, Optional<Instant> waitingSince, EventContext context) {}
}
