package com.example.sample.application;

import com.example.sample.domain.Note;
import faas.events.CloudEvent;
import java.util.Optional;

/**
 * Counts events by type in a note. For figures that may be a little wrong: an event that comes twice counts twice, and
 * one whose count fails is lost.
 */
public final class CountFromTopic {
    private final Notes notes;

    public CountFromTopic(Notes notes) {
        this.notes = notes;
    }

    /**
     * Counts one event.
     *
     * @throws IllegalStateException at a write conflict
     */
    public void count(CloudEvent event) {
        String noteId = "count-from-topic-" + event.type().wireName();
        Note note = notes.find(noteId).orElse(Note.none(noteId));
        // Your business step: what the event adds to the note.
        Note next = note.changed(Long.toString(note.version() + 1), event.id());
        if (!notes.store(next, Optional.empty())) {
            throw new IllegalStateException("CountFromTopic: note " + next.id() + ": write conflict");
        }
    }
}
