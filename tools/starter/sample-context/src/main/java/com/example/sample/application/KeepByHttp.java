package com.example.sample.application;

import com.example.sample.domain.Note;
import java.util.Optional;

/** Keeps a note whose id the caller chose, so that a repeated request changes nothing. */
public final class KeepByHttp {
    /** What became of a request. */
    public enum Outcome {
        KEPT,
        /** The same note was kept before; nothing changed. */
        KEPT_BEFORE,
        /** Another note has this id; nothing changed. */
        ID_TAKEN
    }

    private final Notes notes;

    public KeepByHttp(Notes notes) {
        this.notes = notes;
    }

    /**
     * Keeps the note of one request.
     *
     * @param requestId the request that caused it
     */
    public Outcome keep(String noteId, String text, String requestId) {
        // Your business step: what the note holds of the request.
        Note note = Note.none(noteId).changed(text, requestId);
        if (notes.store(note, Optional.empty())) {
            return Outcome.KEPT;
        }
        boolean same = notes.find(noteId).map(Note::text).filter(text::equals).isPresent();
        return same ? Outcome.KEPT_BEFORE : Outcome.ID_TAKEN;
    }
}
