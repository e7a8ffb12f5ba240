package com.example.sample.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.example.sample.application.InMemoryNotes;
import com.example.sample.application.KeepFromQueue;
import com.example.sample.domain.Note;
import faas.json.JsonObject;
import faas.kit.LambdaRuntime;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeepFromQueueHandlerTest {
    private static final String EVENT = LambdaRuntime.exampleOf("sample.entry-kept.v1");
    private static final String NOTE_ID =
            KeepFromQueueModule.events().decode(EVENT).data().aggregateId();

    private final LambdaRuntime runtime = new LambdaRuntime();
    private final InMemoryNotes notes = new InMemoryNotes();
    private final KeepFromQueueHandler handler = new KeepFromQueueHandler(
            new KeepFromQueue(notes), KeepFromQueueModule.events()::decode, runtime.invocations());

    @Test
    void an_event_is_kept_and_the_unreadable_message_fails_alone() {
        assertThat(invoke(EVENT, "this is no event"))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"message-1\"}]}");

        assertThat(notes.find(NOTE_ID)).map(Note::version).contains(1L);
    }

    @Test
    void an_event_that_comes_again_is_acknowledged_and_changes_nothing() {
        assertThat(invoke(EVENT, EVENT)).isEqualTo("{\"batchItemFailures\":[]}");

        assertThat(notes.find(NOTE_ID)).map(Note::version).contains(1L);
        assertThat(runtime.lines()).anyMatch(line -> line.contains("event applied before"));
    }

    private String invoke(String first, String second) {
        JsonObject event =
                new JsonObject().put("Records", List.of(message("message-0", first), message("message-1", second)));
        return runtime.invoke(handler, SQSEvent.class, SQSBatchResponse.class, event.toString());
    }

    private static JsonObject message(String messageId, String body) {
        return new JsonObject().put("messageId", messageId).put("body", body);
    }
}
