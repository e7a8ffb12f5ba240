package io.orderchannel.channel.counts.application;

import faas.events.CloudEvent;
import faas.events.EventCodec;
import faas.events.UnreadableEventException;
import faas.events.UnreadableEventException.Problem;
import io.orderchannel.events.order.OrderEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Counts the orders' events by type and UTC day: commit on delivery. It keeps no record of what it counted, so an event that comes twice
 * counts twice, and one whose count fails is lost. That is what makes it cheap: one write an event, and no queue.
 */
public final class CountOrderEvents {

    /** Counts as an event that cannot be read. */
    public static final String UNREADABLE = "unreadable";

    /** What an event was counted as. */
    public sealed interface Counted {

        /** By its type, on the day when it happened. */
        record Event(CloudEvent event) implements Counted {}

        /** Not counted, since it is no event of an order. */
        record Ignored(String type) implements Counted {}

        /** As {@link #UNREADABLE}, on the day when it came. */
        record Unreadable(UnreadableEventException cause) implements Counted {}
    }

    private final EventCounts counts;
    private final EventCodec events;
    private final Clock clock;

    public CountOrderEvents(EventCounts counts, EventCodec events, Clock clock) {
        this.counts = counts;
        this.events = events;
        this.clock = clock;
    }

    public Counted count(String message) {
        CloudEvent event;
        try {
            event = events.decode(message);
        } catch (UnreadableEventException e) {
            if (e.problem() == Problem.UNKNOWN_TYPE) {
                return new Counted.Ignored(e.type());
            }
            counts.add(day(clock.instant()), UNREADABLE);
            return new Counted.Unreadable(e);
        }
        if (!(event.data() instanceof OrderEvent)) {
            return new Counted.Ignored(event.type().wireName());
        }
        counts.add(day(event.time()), event.type().wireName());
        return new Counted.Event(event);
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
