package com.example.sample.application;

import com.example.sample.domain.Note;
import java.util.Optional;

/** Shows one note. */
public final class ShowByHttp {
    private final Notes notes;

    public ShowByHttp(Notes notes) {
        this.notes = notes;
    }

    /** The note as it is now. */
    public Optional<Note> show(String noteId) {
        // Your business step: what of the note the caller sees.
        return notes.find(noteId);
    }
}
