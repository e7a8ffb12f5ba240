package com.example.sample.application;

import faas.events.CloudEvent;
import java.util.Optional;

class InMemoryNotesTest extends NotesContract {
    private final InMemoryNotes notes = new InMemoryNotes();

    @Override
    protected Notes notes() {
        return notes;
    }

    @Override
    protected Optional<CloudEvent> announcement(String noteId) {
        return notes.announcement(noteId);
    }
}
