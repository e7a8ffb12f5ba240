package com.example.sample.table;

/** Names in the table of notes that its stack and its adapter share. */
public final class NotesTable {
    /** Partition key, a string. */
    public static final String NOTE_ID = "noteId";

    private NotesTable() {}
}
