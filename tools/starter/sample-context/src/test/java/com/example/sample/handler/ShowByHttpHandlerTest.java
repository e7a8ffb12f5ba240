package com.example.sample.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.example.sample.application.InMemoryNotes;
import com.example.sample.application.ShowByHttp;
import com.example.sample.domain.Note;
import faas.kit.LambdaRuntime;
import faas.kit.http.HttpResult;
import faas.kit.http.OpenApi;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShowByHttpHandlerTest {
    private final LambdaRuntime runtime = new LambdaRuntime();
    private final InMemoryNotes notes = new InMemoryNotes();
    private final ShowByHttpHandler handler = new ShowByHttpHandler(new ShowByHttp(notes), runtime.invocations());

    @Test
    void a_note_is_shown() {
        notes.store(Note.none("note-1").changed("text", "message-1"), Optional.empty());

        HttpResult result = get("note-1");

        assertThat(result.status()).isEqualTo(200);
        assertThat(result.body()).isEqualTo("{\"noteId\":\"note-1\",\"version\":1,\"text\":\"text\"}");
    }

    @Test
    void a_note_that_is_not_there_is_not_found() {
        assertThat(get("note-2").status()).isEqualTo(404);
    }

    private HttpResult get(String noteId) {
        String request = """
                {"version":"2.0","rawPath":"/notes/%s","headers":{},"isBase64Encoded":false,
                "requestContext":{"requestId":"request-1","http":{"method":"GET"}}}""".formatted(noteId);
        HttpResult result = HttpResult.of(
                runtime.invoke(handler, APIGatewayV2HTTPEvent.class, APIGatewayV2HTTPResponse.class, request));
        new OpenApi("sample").check("/notes/{noteId}", "get", result);
        return result;
    }
}
