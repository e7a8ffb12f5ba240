package com.example.sample.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.events.sample.AnswerOnRequestCommand;
import com.example.events.sample.AnswerOnRequestReply;
import com.example.sample.application.AnswerOnRequest;
import com.example.sample.application.InMemoryNotes;
import com.example.sample.domain.Note;
import faas.events.EventContext;
import faas.kit.LambdaRuntime;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerOnRequestHandlerTest {
    private final LambdaRuntime runtime = new LambdaRuntime();
    private final InMemoryNotes notes = new InMemoryNotes();
    private final AnswerOnRequestHandler handler =
            new AnswerOnRequestHandler(new AnswerOnRequest(notes), runtime.invocations());

    @Test
    void a_command_is_answered_and_logged_with_its_correlation() {
        notes.store(Note.none("note-1").changed("text", "message-1"), Optional.empty());

        assertThat(ask("note-1")).isEqualTo(new AnswerOnRequestReply("note-1", 1));
        assertThat(ask("note-2")).isEqualTo(new AnswerOnRequestReply("note-2", 0));
        assertThat(runtime.lines()).anyMatch(line -> line.contains("\"correlationId\":\"correlation\""));
    }

    @Test
    void a_payload_that_is_no_command_is_an_error() {
        assertThatThrownBy(() -> runtime.invoke(handler, "[]")).hasMessageStartingWith("AnswerOnRequest command: ");
    }

    private AnswerOnRequestReply ask(String noteId) {
        AnswerOnRequestCommand command =
                new AnswerOnRequestCommand(noteId, new EventContext("trace", "correlation", "cause"));
        return AnswerOnRequestReply.read(runtime.invoke(handler, command.toJson()));
    }
}
