package com.example.sample.application;

import com.example.sample.domain.Note;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Measures how many events wait and for how long, and starts DrainForLag when they are many or wait long. A queue tells
 * nobody since when it has not been empty, so a note keeps that from one measurement to the next.
 */
public final class MeasureForLag {
    private static final String NOTE_ID = "measure-for-lag";
    private static final int START_SIZE = 100;

    /** So that the second measurement that finds messages starts a drain, however few they are. */
    private static final Duration START_AGE = Duration.ofSeconds(5);

    /**
     * What was measured and done.
     *
     * @param age since the first measurement that found messages
     */
    public record Measured(int messages, Duration age, boolean started) {}

    private final DrainForLagBacklog backlog;
    private final Notes notes;
    private final Runnable startDrain;
    private final Clock clock;

    /** @param startDrain starts DrainForLag and does not wait for it */
    public MeasureForLag(DrainForLagBacklog backlog, Notes notes, Runnable startDrain, Clock clock) {
        this.backlog = backlog;
        this.notes = notes;
        this.startDrain = startDrain;
        this.clock = clock;
    }

    public Measured measure() {
        int messages = backlog.size();
        Duration age = age(messages > 0);
        // Your business step: when the backlog is worth a start.
        boolean start = messages >= START_SIZE || age.compareTo(START_AGE) >= 0;
        if (start) {
            startDrain.run();
        }
        return new Measured(messages, age, start);
    }

    private Duration age(boolean waiting) {
        String now = clock.instant().toString();
        Note note = notes.find(NOTE_ID).orElse(Note.none(NOTE_ID));
        String since = !waiting ? "" : note.text().isEmpty() ? now : note.text();
        if (!since.equals(note.text())) {
            // If it is not stored, another measurement was quicker.
            notes.store(note.changed(since, now), Optional.empty());
        }
        return waiting ? Duration.between(Instant.parse(since), Instant.parse(now)) : Duration.ZERO;
    }
}
