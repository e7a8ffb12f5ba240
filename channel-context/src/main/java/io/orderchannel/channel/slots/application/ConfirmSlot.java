package io.orderchannel.channel.slots.application;

import io.orderchannel.channel.slots.domain.Assignment;
import java.time.Clock;
import java.util.Optional;

/**
 * Turns a slot that is held into an assignment, if it is still held, and has the partner notified before it says so.
 * Asked again, it has the partner notified again, since the first attempt may have stopped before that.
 */
final class ConfirmSlot {
    private final Assignments assignments;
    private final Partner partner;
    private final Clock clock;

    ConfirmSlot(Assignments assignments, Partner partner, Clock clock) {
        this.assignments = assignments;
        this.partner = partner;
        this.clock = clock;
    }

    /**
     * Confirms the order's slot.
     *
     * @throws RuntimeException if the partner's notification may not be under way; the slot is assigned, and asking
     *     again is safe
     */
    Optional<SlotOutcome> attempt(OrderRequest order) {
        Optional<Assignment> found = assignments.find(order.orderId());
        if (found.isEmpty()) {
            return Optional.of(SlotOutcome.refused(order.orderId(), "no slot was reserved"));
        }
        return switch (found.get()) {
            case Assignment.Held held -> claim(held, order);
            case Assignment.Assigned assigned -> Optional.of(confirmed(assigned, order));
            case Assignment.Shipped shipped -> Optional.of(SlotOutcome.confirmed(shipped));
            case Assignment.Delivered delivered -> Optional.of(SlotOutcome.confirmed(delivered));
            case Assignment.Over over -> Optional.of(SlotOutcome.refused(over, over.reason()));
        };
    }

    private Optional<SlotOutcome> claim(Assignment.Held held, OrderRequest order) {
        Optional<Assignment> before = Optional.of(held);
        Assignment after = held.confirm(order.cause(), clock.instant());
        boolean assigned = after instanceof Assignment.Assigned;
        // The caller gets the answer that the reservation ran out; there is no event for it.
        Change change = assigned
                ? Change.announced(before, after, clock.instant(), order.context())
                : Change.unannounced(before, after);
        if (!assignments.change(change)) {
            return Optional.empty();
        }
        return Optional.of(assigned ? confirmed(after, order) : SlotOutcome.refused(after, held.ranOut()));
    }

    private SlotOutcome confirmed(Assignment assigned, OrderRequest order) {
        partner.notify(order);
        return SlotOutcome.confirmed(assigned);
    }
}
