package io.orderchannel.channel.slots.application;

import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.Assignment.Decision;
import io.orderchannel.channel.slots.domain.Capacities;
import io.orderchannel.channel.slots.domain.Capacity;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Holds a slot for an order for a limited time. Where all slots are taken, it first gives those back whose reservation ran out.
 *
 * <p>Of an order that gets none nothing is stored: it may ask again.
 */
public final class ReserveSlot {

    private final HoldSlot slots;
    private final FindAssignment assignments;
    private final ChangeAssignment store;
    private final ReleaseRanOut releaseRanOut;
    private final Capacities capacities;
    private final Duration hold;
    private final Changes changes;

    /** Holds each slot for {@code hold}. */
    public ReserveSlot(
            HoldSlot slots,
            FindAssignment assignments,
            ChangeAssignment store,
            ReleaseRanOut releaseRanOut,
            Capacities capacities,
            Duration hold,
            Clock clock) {
        this.slots = slots;
        this.assignments = assignments;
        this.store = store;
        this.releaseRanOut = releaseRanOut;
        this.capacities = capacities;
        this.hold = hold;
        this.changes = new Changes(clock);
    }

    public SlotOutcome reserve(PlacedOrder order, Pace pace) {
        return Attempts.untilThrough(pace, () -> attempt(order, pace), SlotOutcome.OutOfTime::new);
    }

    private Optional<SlotOutcome> attempt(PlacedOrder order, Pace pace) {
        Optional<Assignment> found = assignments.find(order.orderId());
        return found.isEmpty() ? hold(order, pace) : again(found.get());
    }

    private Optional<SlotOutcome> hold(PlacedOrder order, Pace pace) {
        Capacity capacity = capacities.of(order.request().slots().channel());
        Assignment.Held held = Assignment.hold(order.request(), changes.now().plus(hold), order.cause());
        return switch (slots.hold(held, capacity, order.context())) {
            case HELD -> SlotOutcome.held(held);
            case NONE_LEFT ->
                releaseRanOut.makeRoom(held.slots(), pace)
                        ? Optional.empty()
                        : SlotOutcome.refused(order.orderId(), capacity.noneLeft(held.slots()));
            case ALREADY_DECIDED, CONTENDED -> Optional.empty();
        };
    }

    private Optional<SlotOutcome> again(Assignment stored) {
        return switch (stored) {
            case Assignment.Held held ->
                switch (held.expire(changes.now())) {
                    case Decision.Stays _ -> SlotOutcome.held(held);
                    case Decision.Changed changed ->
                        switch (store.change(Changes.unannounced(Optional.of(held), changed.assignment()))) {
                            case STORED -> SlotOutcome.refused(changed.assignment(), held.ranOut());
                            case OUTDATED, CONTENDED -> Optional.empty();
                        };
                };
            case Assignment.Assigned _, Assignment.Shipped _, Assignment.Delivered _ -> SlotOutcome.confirmed(stored);
            case Assignment.Over over -> SlotOutcome.refused(stored, over.reason());
        };
    }
}
