package com.example.sample.domain;

/**
 * A note.
 *
 * @param version 1 when it is new, and one more with each change; 0 if it is not stored yet
 * @param appliedVersion inbox marker: version of the other aggregate that was applied last, 0 for none
 * @param cause id of the message or request that caused the last change
 */
public record Note(String id, long version, String text, long appliedVersion, String cause) {
    /** The note of that id before its first change. */
    public static Note none(String id) {
        return new Note(id, 0, "", 0, "");
    }

    /** The next version, caused by a message or request that has no version of its own. */
    public Note changed(String text, String cause) {
        return changed(text, appliedVersion, cause);
    }

    /** The next version, caused by an event. */
    public Note changed(String text, long appliedVersion, String cause) {
        return new Note(id, version + 1, text, appliedVersion, cause);
    }
}
