package com.example.sample.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.sample.application.InMemoryNotes;
import com.example.sample.application.WorkOnCall;
import com.example.sample.domain.Note;
import faas.kit.LambdaRuntime;
import org.junit.jupiter.api.Test;

class WorkOnCallHandlerTest {
    private final LambdaRuntime runtime = new LambdaRuntime();
    private final InMemoryNotes notes = new InMemoryNotes();
    private final WorkOnCallHandler handler = new WorkOnCallHandler(new WorkOnCall(notes), runtime.invocations());

    @Test
    void a_call_that_comes_again_changes_nothing() {
        runtime.invoke(handler, "{\"noteId\":\"note-1\",\"text\":\"text\"}");
        runtime.invoke(handler, "{\"noteId\":\"note-1\",\"text\":\"text\"}");

        assertThat(notes.find("note-1")).contains(Note.none("note-1").changed("text", "request-1"));
        assertThat(runtime.lines()).anyMatch(line -> line.contains("work done before"));
    }

    @Test
    void a_payload_without_its_fields_is_an_error_that_names_them() {
        assertThatThrownBy(() -> runtime.invoke(handler, "{}"))
                .hasMessage("WorkOnCall: payload: #/noteId is missing; #/text is missing");
    }
}
