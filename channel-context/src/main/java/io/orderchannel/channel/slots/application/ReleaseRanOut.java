package io.orderchannel.channel.slots.application;

import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.Assignment.Decision;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.Slots;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Gives slots back whose reservation has run out and was not confirmed. It does so when a timer ends, and when slots are asked for and all
 * are taken, since the end of a timer may come days late (<a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html">Using time to live</a>).
 */
public final class ReleaseRanOut {

    /** How many are looked at when slots are asked for: enough for whoever asks, and soon done. */
    private static final int MOST = 10;

    /** What became of one reservation. */
    public sealed interface Outcome {

        /** Its slot is free again. */
        record Released() implements Outcome {}

        /** Its time is not over. */
        record StillHeld(Instant until) implements Outcome {}

        /** It is none any longer, or never was. */
        record NotHeld() implements Outcome {}

        /** Time was over. Nothing is decided; {@code conflicts} times somebody else was in the way. */
        record OutOfTime(int conflicts) implements Outcome {}
    }

    private final FindRanOut ranOut;
    private final FindAssignment assignments;
    private final ChangeAssignment store;
    private final Changes changes;

    public ReleaseRanOut(FindRanOut ranOut, FindAssignment assignments, ChangeAssignment store, Clock clock) {
        this.ranOut = ranOut;
        this.assignments = assignments;
        this.store = store;
        this.changes = new Changes(clock);
    }

    /** Gives the slot of one order back if its reservation has run out. */
    public Outcome release(OrderId orderId, Pace pace) {
        return Attempts.untilThrough(pace, () -> attempt(orderId), Outcome.OutOfTime::new);
    }

    /**
     * Makes room among these slots.
     *
     * @return whether it is worth asking again: a slot came back, by this call or by somebody else's at the same moment, or
     *     time was over before that was known
     * @throws RuntimeException the first failure of a reservation, if no other reservation gave its slot back
     */
    boolean makeRoom(Slots slots, Pace pace) {
        boolean room = false;
        Optional<RuntimeException> failure = Optional.empty();
        for (OrderId orderId : ranOut.find(slots, changes.now(), MOST)) {
            try {
                room |= switch (release(orderId, pace)) {
                    // Out of time, the next attempt ends as OutOfTime, and no order is rejected.
                    case Outcome.Released _, Outcome.NotHeld _, Outcome.OutOfTime _ -> true;
                    case Outcome.StillHeld _ -> false;
                };
            } catch (RuntimeException e) {
                // A reservation that cannot be read or changed does not keep the slots of others taken.
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
        return switch (held.expire(changes.now())) {
            case Decision.Stays _ -> Optional.of(new Outcome.StillHeld(held.until()));
            case Decision.Changed changed ->
                switch (store.change(Changes.unannounced(found, changed.assignment()))) {
                    case STORED -> Optional.of(new Outcome.Released());
                    case OUTDATED, CONTENDED -> Optional.empty();
                };
        };
    }
}
