package io.orderchannel.channel.slots.application;

import faas.events.CloudEvent;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.Capacity;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.Slots;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Port: takes a slot for each of some orders and stores their assignments with the events that announce them, all in one transaction or
 * nothing at all.
 */
public interface TakeSlots {

    /** How many orders one transaction takes: DynamoDB's 100 actions, of which one counts the slots. */
    int MAX_ORDERS = 99;

    /**
     * Takes the slots.
     *
     * @param capacity how many of these slots there are in all
     * @param assignments 1 to {@value #MAX_ORDERS}, of different orders, all of {@code slots}
     */
    Result take(Slots slots, Capacity capacity, List<NewAssignment> assignments);

    record NewAssignment(Assignment.Assigned assignment, CloudEvent event) {}

    sealed interface Result {

        /** Every order has its slot. */
        record Taken() implements Result {}

        /**
         * No order got one, for these reasons.
         *
         * @param alreadyDecided what was decided before about some of the orders
         * @param contended orders that somebody else was deciding about at the same moment
         */
        record NotTaken(SlotsProblem slots, Map<OrderId, Assignment> alreadyDecided, Set<OrderId> contended)
                implements Result {}
    }

    /** What was wrong with the slots themselves. */
    enum SlotsProblem {
        /** Nothing that is known. */
        NONE,
        /** Fewer are left than there are orders. */
        TOO_FEW,
        /** Somebody else was taking some at the same moment. */
        CONTENDED
    }
}
