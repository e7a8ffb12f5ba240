package io.orderchannel.channel.slots.application;

import faas.kit.time.TimeLeft;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.Slots;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Releases the slots of reservations that ran out and were not confirmed. It does so when a timer ends, and when slots
 * are asked for and all are taken, since the end of a timer may come days late (<a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html">Using time to live</a>).
 */
public final class ReleaseExpiredReservations {
    /** How many are looked at when slots are asked for: enough for one batch, and soon done. */
    private static final int MOST = 10;

    /** What became of one reservation. */
    public sealed interface Outcome {
        /** Its slot is free again. */
        record Released() implements Outcome {}

        /** Its time is not over. */
        record StillHeld(Instant until) implements Outcome {}

        /** The order has no reservation, or no longer. */
        record NotHeld() implements Outcome {}

        /** No time was left after so many write conflicts; nothing is decided. */
        record OutOfTime(int conflicts) implements Outcome {}
    }

    private final Assignments assignments;
    private final Clock clock;

    public ReleaseExpiredReservations(Assignments assignments, Clock clock) {
        this.assignments = assignments;
        this.clock = clock;
    }

    /** Gives the slot of one order back if its reservation has run out. */
    public Outcome release(OrderId orderId, TimeLeft time) {
        return Attempts.untilStored(time, () -> attempt(orderId), Outcome.OutOfTime::new);
    }

    /**
     * Makes room among these slots.
     *
     * @return whether it is worth asking again: a slot came back, by this call or by another at the same moment, or
     *     there was no time left to know
     * @throws RuntimeException the first failure of a reservation, if no other reservation gave its slot back
     */
    boolean makeRoom(Slots slots, TimeLeft time) {
        boolean room = false;
        Optional<RuntimeException> failure = Optional.empty();
        for (OrderId orderId : assignments.findRanOut(slots, clock.instant(), MOST)) {
            try {
                // Without time left too: then the next attempt ends as OutOfTime, and no order is rejected.
                room |= !(release(orderId, time) instanceof Outcome.StillHeld);
            } catch (RuntimeException e) {
                // A reservation that cannot be read or changed does not block the release of others.
                failure = failure.or(() -> Optional.of(e));
            }
        }
        if (!room && failure.isPresent()) {
            throw failure.get();
        }
        return room;
    }

    private Optional<Outcome> attempt(OrderId orderId) {
        Optional<Assignment> found = assignments.find(orderId);
        if (found.isEmpty() || !(found.get() instanceof Assignment.Held held)) {
            return Optional.of(new Outcome.NotHeld());
        }
        Optional<Assignment> released = held.expire(clock.instant());
        if (released.isEmpty()) {
            return Optional.of(new Outcome.StillHeld(held.until()));
        }
        return assignments.change(Change.unannounced(found, released.get()))
                ? Optional.of(new Outcome.Released())
                : Optional.empty();
    }
}
