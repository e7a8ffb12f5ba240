package io.orderchannel.channel.slots.application;

import faas.events.EventContext;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.Capacity;

/**
 * Port: takes a slot for a limited time and starts the timer that tells when the time is over, in one transaction or nothing at all.
 *
 * <p>The timer is an item of its own, deleted by nothing but its time-to-live, so that its end is seen in the table's stream whatever became
 * of the reservation.
 */
public interface HoldSlot {

    /**
     * Holds one of the reservation's slots.
     *
     * @param capacity how many of these slots there are in all
     * @param context that of the message which asked for it, kept with the timer
     */
    Result hold(Assignment.Held reservation, Capacity capacity, EventContext context);

    enum Result {
        HELD,
        /** All slots are taken. */
        NONE_LEFT,
        /** The order has an assignment from before, which stays as it is. */
        ALREADY_DECIDED,
        /** Somebody else was taking slots or deciding about the order at the same moment. */
        CONTENDED
    }
}
