package com.example.sample.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.example.sample.application.InMemoryNotes;
import com.example.sample.application.KeepByHttp;
import com.example.sample.domain.Note;
import faas.json.JsonObject;
import faas.kit.LambdaRuntime;
import faas.kit.http.HttpResult;
import faas.kit.http.OpenApi;
import org.junit.jupiter.api.Test;

class KeepByHttpHandlerTest {
    private final LambdaRuntime runtime = new LambdaRuntime();
    private final InMemoryNotes notes = new InMemoryNotes();
    private final KeepByHttpHandler handler = new KeepByHttpHandler(new KeepByHttp(notes), runtime.invocations());

    @Test
    void a_note_is_kept_once_however_often_it_is_sent() {
        assertThat(post("{\"noteId\":\"note-1\",\"text\":\"text\"}").status()).isEqualTo(201);
        assertThat(post("{\"noteId\":\"note-1\",\"text\":\"text\"}").status()).isEqualTo(201);

        assertThat(notes.find("note-1")).contains(Note.none("note-1").changed("text", "request-1"));
    }

    @Test
    void another_note_of_the_same_id_is_refused() {
        post("{\"noteId\":\"note-2\",\"text\":\"text\"}");

        assertThat(post("{\"noteId\":\"note-2\",\"text\":\"other\"}").status()).isEqualTo(409);
        assertThat(notes.find("note-2")).map(Note::text).contains("text");
    }

    @Test
    void every_wrong_field_is_named() {
        assertThat(post("{}").wrongFields()).containsExactly("#/noteId", "#/text");
    }

    private HttpResult post(String body) {
        JsonObject request = new JsonObject()
                .put("rawPath", "/notes")
                .put("headers", new JsonObject().put("content-type", "application/json"))
                .put(
                        "requestContext",
                        new JsonObject()
                                .put("requestId", "request-1")
                                .put("http", new JsonObject().put("method", "POST")))
                .put("body", body);
        HttpResult result = HttpResult.of(runtime.invoke(
                handler, APIGatewayV2HTTPEvent.class, APIGatewayV2HTTPResponse.class, request.toString()));
        new OpenApi("sample").check("/notes", "post", result);
        return result;
    }
}
