package io.orderchannel.channel.slots.application;

import faas.events.CloudEvent;
import faas.events.EventContext;
import io.orderchannel.channel.slots.application.ChangeAssignment.Change;
import io.orderchannel.channel.slots.domain.Assignment;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Makes the changes that use cases store. */
public final class Changes {

    private final Clock clock;

    public Changes(Clock clock) {
        this.clock = clock;
    }

    /** The time, in the milliseconds that events and items keep. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * From {@code before}, empty for an order without an assignment, to {@code after}, with an event if the state of
     * {@code after} is one that the Order context is told of.
     */
    Change of(Optional<Assignment> before, Assignment after, EventContext context) {
        return new Change(before, after, announcing(after, context), Optional.empty());
    }

    /** The same, caused by a message of the partner. */
    public Change of(Assignment before, Assignment after, EventContext context, Receipt receipt) {
        return new Change(Optional.of(before), after, announcing(after, context), Optional.of(receipt));
    }

    /** From {@code before} to {@code after}, without an event: only the caller learns of it. */
    static Change unannounced(Optional<Assignment> before, Assignment after) {
        return new Change(before, after, Optional.empty(), Optional.empty());
    }

    private Optional<CloudEvent> announcing(Assignment after, EventContext context) {
        return after instanceof Assignment.Announced announced
                ? Optional.of(AssignmentEvents.announcing(announced, now(), context))
                : Optional.empty();
    }
}
