package io.orderchannel.order.application;

import faas.events.CloudEvent;
import io.orderchannel.order.domain.Order;

/**
 * Port: stores an order's next state, the marker of the message that caused it and the event that announces it in one write, provided that
 * the stored version is still the one before.
 */
public interface StoreOrderChange {

    Result storeChange(Order next, CloudEvent event);

    enum Result {
        STORED,
        /** Somebody else changed the order since it was read; it is as they left it. */
        VERSION_CONFLICT
    }
}
