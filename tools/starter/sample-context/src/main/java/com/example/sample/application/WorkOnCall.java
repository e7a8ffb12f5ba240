package com.example.sample.application;

import com.example.sample.domain.Note;
import java.util.Optional;

/** Keeps a text that somebody sent and does not wait for. */
public final class WorkOnCall {
    private final Notes notes;

    public WorkOnCall(Notes notes) {
        this.notes = notes;
    }

    /**
     * Does the work of one call.
     *
     * @param callId the same if Lambda delivers the call again
     * @return whether it was done; if not, it was done before
     * @throws IllegalStateException at a write conflict; the call is to be tried again
     */
    public boolean work(String noteId, String text, String callId) {
        Note note = notes.find(noteId).orElse(Note.none(noteId));
        if (note.cause().equals(callId)) {
            return false;
        }
        // Your business step: what the call changes in the note.
        Note next = note.changed(text, callId);
        if (!notes.store(next, Optional.empty())) {
            throw new IllegalStateException("WorkOnCall: note " + next.id() + ": write conflict");
        }
        return true;
    }
}
