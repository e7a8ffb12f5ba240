package io.orderchannel.order.application;

import faas.events.CloudEvent;
import faas.events.EventContext;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderId;
import io.orderchannel.order.domain.OrderState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Port: the store of orders. A change is one write of the order's state, the marker of its cause and the event that
 * announces it. A read sees every write that was answered before. An overloaded store throws
 * {@link OrdersOverloadedException}.
 */
public interface Orders {
    /**
     * Stores a new order, unless one of the same id is there.
     *
     * @return empty if it was stored; otherwise the fingerprint of the order that is there, which stays as it is
     */
    Optional<String> storeNew(Order.Placed order, CloudEvent event);

    /**
     * Stores the next version of an order.
     *
     * @return whether it was stored; if not, the stored version is not the one before {@code next} (write conflict)
     */
    boolean storeChange(Order next, CloudEvent event);

    Optional<Order> find(OrderId id);

    /** Finds an order and the context of its last change. */
    Optional<LatestChange> findLatestChange(OrderId id);

    /**
     * Finds orders that have waited in {@code state} since {@code until} or longer, the longest first. The result may
     * be out of date: an order may have moved on, and one that began to wait just now may be missing.
     *
     * @param state one of {@link OrderState#WAITING}
     * @param after where the previous page ended, empty for the first page
     * @param most how many orders a page has at most, 1 or more
     */
    Page findWaiting(OrderState state, Instant until, Optional<Entry> after, int most);

    /**
     * An order and its last change.
     *
     * @param waitingSince since when the order waits, UTC, in milliseconds; empty if it does not wait
     * @param context that of the event which announced the change, or a new one if that event is unreadable
     */
    record LatestChange(Order order, Optional<Instant> waitingSince, EventContext context) {}

    /** An order and since when it waits, UTC, in milliseconds. */
    record Entry(OrderId orderId, Instant since) {}

    /** Some of the orders that wait; {@code end} is where the next page begins, empty if this is the last one. */
    record Page(List<Entry> entries, Optional<Entry> end) {}
}
