package io.orderchannel.channel.slots.application;

import faas.kit.time.TimeLeft;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.Capacities;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Holds a slot for an order for a limited time. Where all slots are taken, it first releases those whose reservation
 * ran out.
 *
 * <p>Nothing is stored for an order that gets none: it may ask again.
 */
final class ReserveSlot {
    private final Assignments assignments;
    private final ReleaseExpiredReservations expiredReservations;
    private final Capacities capacities;
    private final Duration hold;
    private final Clock clock;

    /** Holds each slot for {@code hold}. */
    ReserveSlot(Assignments assignments, Capacities capacities, Duration hold, Clock clock) {
        this.assignments = assignments;
        this.expiredReservations = new ReleaseExpiredReservations(assignments, clock);
        this.capacities = capacities;
        this.hold = hold;
        this.clock = clock;
    }

    Optional<SlotOutcome> attempt(OrderRequest order, TimeLeft time) {
        Optional<Assignment> found = assignments.find(order.orderId());
        return found.isEmpty() ? hold(order, time) : again(found.get());
    }

    private Optional<SlotOutcome> hold(OrderRequest order, TimeLeft time) {
        Assignment.Held held = new Assignment.Held(
                order.orderId(),
                order.slots(),
                Assignment.FIRST_VERSION,
                order.cause(),
                clock.instant().plus(hold));
        return switch (assignments.hold(held, capacities.of(order.slots().channel()), order.context())) {
            case HELD -> Optional.of(SlotOutcome.held(held));
            case NONE_LEFT ->
                expiredReservations.makeRoom(held.slots(), time)
                        ? Optional.empty()
                        : Optional.of(SlotOutcome.refused(order.orderId(), capacities.noneLeft(held.slots())));
            case CONFLICT -> Optional.empty();
        };
    }

    private Optional<SlotOutcome> again(Assignment stored) {
        return switch (stored) {
            case Assignment.Held held -> again(held);
            case Assignment.Assigned _, Assignment.Shipped _, Assignment.Delivered _ ->
                Optional.of(SlotOutcome.confirmed(stored));
            case Assignment.Over over -> Optional.of(SlotOutcome.refused(stored, over.reason()));
        };
    }

    private Optional<SlotOutcome> again(Assignment.Held held) {
        Optional<Assignment> released = held.expire(clock.instant());
        if (released.isEmpty()) {
            return Optional.of(SlotOutcome.held(held));
        }
        return assignments.change(Change.unannounced(Optional.of(held), released.get()))
                ? Optional.of(SlotOutcome.refused(released.get(), held.ranOut()))
                : Optional.empty();
    }
}
