package io.orderchannel.order.application;

import io.orderchannel.order.domain.OrderId;
import io.orderchannel.order.domain.WaitingFor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Port: finds orders that wait for somebody, without looking at any that do not. */
public interface FindWaitingOrders {

    /**
     * Orders that began to wait for {@code whom} at {@code until} or before, those that wait longest first. The result
     * may be out of date: an order may have moved on, and one that began to wait only now may be missing.
     *
     * @param after where the page before ended, empty for the first page
     * @param most how many orders a page has, at least 1
     */
    Page findWaiting(WaitingFor whom, Instant until, Optional<Entry> after, int most);

    /** An order and when it began to wait, UTC, in milliseconds. */
    record Entry(OrderId orderId, Instant since) {}

    /**
     * Some of the orders.
     *
     * @param end where the next page begins, empty when there is none
     */
    record Page(List<Entry> entries, Optional<Entry> end) {
        public Page {
            entries = List.copyOf(entries);
        }
    }
}
