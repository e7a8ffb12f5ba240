package io.orderchannel.channel.counts.application;

import faas.events.CloudEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Counts the orders' events by type and UTC day: commit on delivery. It keeps no record of what it counted, so an event
 * that comes twice counts twice, and one whose count fails is lost. That is what makes it cheap: one write an event,
 * and no queue.
 */
public final class CountOrderEvents {
    /** What an event that cannot be read is counted as, in place of its type. */
    public static final String UNREADABLE = "unreadable";

    private final EventCounts counts;
    private final Clock clock;

    public CountOrderEvents(EventCounts counts, Clock clock) {
        this.counts = counts;
        this.clock = clock;
    }

    /** Counts an event by its type, on the day when it happened. */
    public void count(CloudEvent event) {
        counts.add(day(event.time()), event.type().wireName());
    }

    /** Counts an event that cannot be read as {@link #UNREADABLE}, on the day when it came. */
    public void countUnreadable() {
        counts.add(day(clock.instant()), UNREADABLE);
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
