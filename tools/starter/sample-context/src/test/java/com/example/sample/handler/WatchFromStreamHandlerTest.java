package com.example.sample.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.example.sample.application.WatchFromStream;
import faas.json.JsonObject;
import faas.kit.LambdaRuntime;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchFromStreamHandlerTest {
    private final LambdaRuntime runtime = new LambdaRuntime();
    private final WatchFromStreamHandler handler =
            new WatchFromStreamHandler(new WatchFromStream(), runtime.invocations());

    @Test
    void each_change_is_watched() {
        assertThat(invoke(change("1", "INSERT"), change("2", "MODIFY"), change("3", "REMOVE")))
                .isEqualTo("{\"batchItemFailures\":[]}");

        assertThat(runtime.lines())
                .anyMatch(line -> line.contains("note-1 is new"))
                .anyMatch(line -> line.contains("note-1 changed"))
                .anyMatch(line -> line.contains("note-1 is gone"));
    }

    @Test
    void a_change_that_fails_comes_again_with_all_after_it() {
        assertThat(invoke(change("1", "INSERT"), change("2", "EXPLODE"), change("3", "REMOVE")))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"2\"}]}");

        assertThat(runtime.lines()).noneMatch(line -> line.contains("is gone"));
    }

    private String invoke(JsonObject... changes) {
        return runtime.invoke(
                handler,
                DynamodbEvent.class,
                StreamsEventResponse.class,
                new JsonObject().put("Records", List.of(changes)).toString());
    }

    private static JsonObject change(String sequenceNumber, String eventName) {
        JsonObject key = new JsonObject().put("noteId", new JsonObject().put("S", "note-1"));
        return new JsonObject()
                .put("eventName", eventName)
                .put(
                        "dynamodb",
                        new JsonObject().put("SequenceNumber", sequenceNumber).put("Keys", key));
    }
}
