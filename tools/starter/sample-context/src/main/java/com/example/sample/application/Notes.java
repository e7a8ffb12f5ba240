package com.example.sample.application;

import com.example.sample.domain.Note;
import faas.events.CloudEvent;
import java.util.Optional;

/** Port: the store of notes. A read sees every write that was answered before. */
public interface Notes {
    Optional<Note> find(String noteId);

    /**
     * Stores the next version of a note, with the event that announces it, if there is one: both or nothing.
     *
     * @return whether it was stored; if not, the stored version is not the one before (write conflict)
     */
    boolean store(Note note, Optional<CloudEvent> event);
}
