package io.orderchannel.channel.slots.application;

import faas.events.EventContext;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.Slots;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Port: the assignments, the slots that they take and the receipts of the partner's messages. Each write stores all of
 * what it is given or nothing.
 */
public interface Assignments {
    /** How many orders one transaction takes: DynamoDB's 100 actions, of which one counts the slots. */
    int MAX_ORDERS = 99;

    /** The order's assignment as the last completed write left it; empty where nothing was decided yet. */
    Optional<Assignment> find(OrderId orderId);

    /**
     * The receipt of a partner's message as the last completed write left it; empty for a message that took no effect,
     * or whose receipt is too old to be kept.
     */
    Optional<Receipt> findReceipt(String webhookId);

    /**
     * At most {@code most} orders whose reservation of one of these slots ended by {@code now}, oldest first. The
     * answer may be a moment old: an order may be missing, or have given its slot back.
     */
    List<OrderId> findRanOut(Slots slots, Instant now, int most);

    /**
     * Takes a slot for each of some orders and stores their assignments.
     *
     * @param capacity how many of these slots there are in all
     * @param changes 1 to {@value #MAX_ORDERS} new assignments, of different orders, all of {@code slots}
     * @return why no order got its slot; empty when every order has it
     */
    Optional<NotTaken> take(Slots slots, int capacity, List<Change> changes);

    /**
     * Takes a slot for a limited time and starts the timer that tells when the time is over. The timer is an item of
     * its own, deleted by its time-to-live alone, so its end is seen in the table's stream whatever became of the
     * reservation.
     *
     * @param capacity how many of these slots there are in all
     * @param context that of the message which asked for it, kept with the timer
     */
    Hold hold(Assignment.Held reservation, int capacity, EventContext context);

    /**
     * Stores the next state of an assignment, or the first one if that takes no slot. A slot that it held and holds no
     * longer comes back.
     *
     * @return false if it is no longer the assignment that was decided about, if the message's id has a receipt, or at
     *     a write conflict
     */
    boolean change(Change change);

    /**
     * Why no order got a slot.
     *
     * @param tooFew whether fewer slots are left than there are orders
     * @param decided the assignments that some of the orders have already
     * @param conflicts the orders with a write conflict
     */
    record NotTaken(boolean tooFew, Map<OrderId, Assignment> decided, Set<OrderId> conflicts) {}

    /** What became of a reservation. */
    enum Hold {
        HELD,
        /** All slots are taken. */
        NONE_LEFT,
        /** The order has an assignment, or there was a write conflict. */
        CONFLICT
    }
}
