package com.example.sample.application;

import com.example.sample.domain.Note;
import java.time.Clock;
import java.util.Optional;

/** Keeps in a note when it ran last. */
public final class SweepOnSchedule {
    private static final String NOTE_ID = "sweep-on-schedule";

    private final Notes notes;
    private final Clock clock;

    public SweepOnSchedule(Notes notes, Clock clock) {
        this.notes = notes;
        this.clock = clock;
    }

    /**
     * Runs once.
     *
     * @param runId the same if the schedule starts this run again
     * @return whether it ran; if not, it did so before
     * @throws IllegalStateException at a write conflict
     */
    public boolean sweep(String runId) {
        Note note = notes.find(NOTE_ID).orElse(Note.none(NOTE_ID));
        if (note.cause().equals(runId)) {
            return false;
        }
        // Your business step: what is to be done each time.
        Note next = note.changed(clock.instant().toString(), runId);
        if (!notes.store(next, Optional.empty())) {
            throw new IllegalStateException("SweepOnSchedule: note " + next.id() + ": write conflict");
        }
        return true;
    }
}
