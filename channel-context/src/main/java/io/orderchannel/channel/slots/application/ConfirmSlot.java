package io.orderchannel.channel.slots.application;

import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.Assignment.Decision;
import java.time.Clock;
import java.util.Optional;

/**
 * Turns a slot that is held into an assignment, if it is still held, and has the partner notified before it says so. Asked again, it has the
 * partner notified again, since the first time may have been cut short.
 */
public final class ConfirmSlot {

    private final FindAssignment assignments;
    private final ChangeAssignment store;
    private final NotifyPartner partner;
    private final Changes changes;

    public ConfirmSlot(FindAssignment assignments, ChangeAssignment store, NotifyPartner partner, Clock clock) {
        this.assignments = assignments;
        this.store = store;
        this.partner = partner;
        this.changes = new Changes(clock);
    }

    /**
     * Confirms the order's slot.
     *
     * @throws RuntimeException if the partner's notification is not known to be under way; the slot is assigned, and asking again is safe
     */
    public SlotOutcome confirm(PlacedOrder order, Pace pace) {
        return Attempts.untilThrough(pace, () -> attempt(order), SlotOutcome.OutOfTime::new);
    }

    private Optional<SlotOutcome> attempt(PlacedOrder order) {
        Optional<Assignment> found = assignments.find(order.orderId());
        if (found.isEmpty()) {
            return SlotOutcome.refused(order.orderId(), "no slot was reserved");
        }
        return switch (found.get()) {
            case Assignment.Held held -> claim(held, order);
            case Assignment.Assigned assigned -> assigned(assigned, order);
            case Assignment.Shipped shipped -> SlotOutcome.confirmed(shipped);
            case Assignment.Delivered delivered -> SlotOutcome.confirmed(delivered);
            case Assignment.Over over -> SlotOutcome.refused(over, over.reason());
        };
    }

    private Optional<SlotOutcome> claim(Assignment.Held held, PlacedOrder order) {
        return switch (held.confirm(order.cause(), changes.now())) {
            case Decision.Stays _ -> Optional.empty();
            case Decision.Changed changed -> store(held, changed.assignment(), order);
        };
    }

    private Optional<SlotOutcome> store(Assignment.Held held, Assignment after, PlacedOrder order) {
        Optional<Assignment> before = Optional.of(held);
        // The caller gets the answer that the reservation ran out; there is no event for it.
        ChangeAssignment.Change change = after instanceof Assignment.Assigned
                ? changes.of(before, after, order.context())
                : Changes.unannounced(before, after);
        return switch (store.change(change)) {
            case STORED ->
                after instanceof Assignment.Assigned assigned
                        ? assigned(assigned, order)
                        : SlotOutcome.refused(after, held.ranOut());
            case OUTDATED, CONTENDED -> Optional.empty();
        };
    }

    private Optional<SlotOutcome> assigned(Assignment.Assigned assigned, PlacedOrder order) {
        partner.notify(order.notification(assigned.id()));
        return SlotOutcome.confirmed(assigned);
    }
}
