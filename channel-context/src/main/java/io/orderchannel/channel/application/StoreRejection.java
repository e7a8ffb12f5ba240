package io.orderchannel.channel.application;

import io.orderchannel.channel.domain.Assignment;
import io.orderchannel.events.CloudEvent;

/** Port: stores that an order gets no slot, with the event that announces it, in one write. */
public interface StoreRejection {

    Result reject(Assignment.Rejected rejection, CloudEvent event);

    enum Result {
        STORED,
        /** The order has an assignment or a rejection from before, which stays as it is. */
        ALREADY_DECIDED,
        /** Somebody else was deciding about the order at the same moment. */
        CONTENDED
    }
}
