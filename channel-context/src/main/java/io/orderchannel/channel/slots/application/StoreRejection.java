package io.orderchannel.channel.slots.application;

import faas.events.CloudEvent;
import io.orderchannel.channel.slots.domain.Assignment;

/** Port: stores that an order gets no slot, with the event that announces it, in one write. */
public interface StoreRejection {

    Result reject(Assignment.Rejected rejection, CloudEvent event);

    sealed interface Result {

        record Stored() implements Result {}

        /** The order has an assignment from before, which stays as it is. */
        record AlreadyDecided(Assignment stored) implements Result {}

        /** Somebody else was deciding about the order at the same moment. */
        record Contended() implements Result {}
    }
}
