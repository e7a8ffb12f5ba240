package com.example.sample.application;

import com.example.sample.domain.Note;
import faas.events.CloudEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The store as a map. For one thread. */
public final class InMemoryNotes implements Notes {
    private final Map<String, Note> notes = new HashMap<>();
    private final Map<String, CloudEvent> events = new HashMap<>();

    @Override
    public Optional<Note> find(String noteId) {
        return Optional.ofNullable(notes.get(noteId));
    }

    @Override
    public boolean store(Note note, Optional<CloudEvent> event) {
        if (find(note.id()).map(Note::version).orElse(0L) != note.version() - 1) {
            return false;
        }
        notes.put(note.id(), note);
        events.remove(note.id());
        event.ifPresent(announcement -> events.put(note.id(), announcement));
        return true;
    }

    /** The event that announces the note's last change. */
    public Optional<CloudEvent> announcement(String noteId) {
        return Optional.ofNullable(events.get(noteId));
    }
}
