package com.example.sample.application;

/** Watches changes of notes, whoever makes them. A change of its own to the same table would start it again. */
public final class WatchFromStream {
    /** What happened to a note. */
    public enum Change {
        INSERT,
        MODIFY,
        REMOVE
    }

    /** Watches one change, at least once and in the order of the note's changes. */
    public String watch(String noteId, Change change) {
        // Your business step: what follows from the change.
        return switch (change) {
            case INSERT -> noteId + " is new";
            case MODIFY -> noteId + " changed";
            case REMOVE -> noteId + " is gone";
        };
    }
}
