package com.example.sample.application;

import com.example.events.sample.AnswerOnRequestCommand;
import com.example.events.sample.AnswerOnRequestReply;
import com.example.sample.domain.Note;

/** Answers another function that waits for it. */
public final class AnswerOnRequest {
    private final Notes notes;

    public AnswerOnRequest(Notes notes) {
        this.notes = notes;
    }

    public AnswerOnRequestReply answer(AnswerOnRequestCommand command) {
        // Your business step: what the command asks for.
        long version = notes.find(command.noteId()).map(Note::version).orElse(0L);
        return new AnswerOnRequestReply(command.noteId(), version);
    }
}
