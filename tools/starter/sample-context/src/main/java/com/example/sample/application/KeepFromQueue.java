package com.example.sample.application;

import com.example.sample.domain.Note;
import faas.events.CloudEvent;
import faas.events.EventData;
import java.util.Optional;

/** Keeps a note of each event, once however often the event comes. */
public final class KeepFromQueue {
    private final Notes notes;

    public KeepFromQueue(Notes notes) {
        this.notes = notes;
    }

    /**
     * Keeps a note of one event.
     *
     * @return whether it is kept now; if not, this version of the aggregate or a later one was applied before
     * @throws IllegalStateException at a write conflict; the event is to be tried again
     */
    public boolean keep(CloudEvent event) {
        EventData data = event.data();
        Note note = notes.find(data.aggregateId()).orElse(Note.none(data.aggregateId()));
        if (data.version() <= note.appliedVersion()) {
            return false;
        }
        // Your business step: what the event changes in the note.
        Note next = note.changed(data.subject(), data.version(), event.id());
        if (!notes.store(next, Optional.empty())) {
            throw new IllegalStateException("KeepFromQueue: note " + next.id() + ": write conflict");
        }
        return true;
    }
}
