package com.example.sample.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.example.sample.application.CountFromTopic;
import com.example.sample.application.InMemoryNotes;
import com.example.sample.domain.Note;
import faas.json.JsonObject;
import faas.kit.LambdaRuntime;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountFromTopicHandlerTest {
    private static final String EVENT = LambdaRuntime.exampleOf("sample.entry-kept.v1");

    private final LambdaRuntime runtime = new LambdaRuntime();
    private final InMemoryNotes notes = new InMemoryNotes();
    private final CountFromTopicHandler handler = new CountFromTopicHandler(
            new CountFromTopic(notes), CountFromTopicModule.events()::decode, runtime.invocations());

    @Test
    void each_event_counts() {
        invoke(EVENT);
        invoke(EVENT);

        assertThat(notes.find("count-from-topic-sample.entry-kept.v1"))
                .map(Note::text)
                .contains("2");
    }

    @Test
    void an_unreadable_event_is_an_error_of_the_function() {
        assertThatThrownBy(() -> invoke("this is no event")).hasMessageStartingWith("event: ");
        assertThat(runtime.lines()).anyMatch(line -> line.contains("event not counted"));
    }

    @Test
    void an_event_of_another_type_is_ignored() {
        invoke(EVENT.replace("sample.entry-kept.v1", "other.happened.v1"));

        assertThat(runtime.lines()).anyMatch(line -> line.contains("event ignored"));
    }

    private void invoke(String message) {
        JsonObject sns = new JsonObject().put("MessageId", "message-1").put("Message", message);
        String event = new JsonObject()
                .put("Records", List.of(new JsonObject().put("Sns", sns)))
                .toString();
        runtime.invoke(handler, SNSEvent.class, Void.class, event);
    }
}
