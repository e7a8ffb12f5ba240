package com.example.sample.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.example.sample.application.InMemoryNotes;
import com.example.sample.application.KeepByWebhook;
import com.example.sample.domain.Note;
import faas.json.JsonObject;
import faas.kit.LambdaRuntime;
import faas.kit.http.HttpResult;
import faas.kit.http.OpenApi;
import faas.kit.webhook.SignedHeaders;
import faas.kit.webhook.WebhookKeys;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeepByWebhookHandlerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String BODY = "{\"text\":\"text\"}";
    private static final WebhookKeys KEYS =
            WebhookKeys.parse("{\"current\":\"" + "a".repeat(48) + "\",\"previous\":\"\"}");

    private final LambdaRuntime runtime = new LambdaRuntime();
    private final InMemoryNotes notes = new InMemoryNotes();
    private final KeepByWebhookHandler handler = new KeepByWebhookHandler(
            new KeepByWebhook(notes), () -> KEYS, Clock.fixed(NOW, ZoneOffset.UTC), runtime.invocations());

    @Test
    void a_signed_call_is_kept_once_however_often_it_is_repeated() {
        assertThat(post(signed("call-1"), BODY).status()).isEqualTo(200);
        assertThat(post(signed("call-1"), BODY).status()).isEqualTo(200);

        assertThat(notes.find("call-1")).map(Note::version).contains(1L);
        assertThat(runtime.lines()).anyMatch(line -> line.contains("call kept before"));
    }

    @Test
    void a_call_without_a_signature_or_with_that_of_another_body_is_refused() {
        assertThat(post(Map.of(), BODY).status()).isEqualTo(401);
        assertThat(post(signed("call-2"), BODY.replace("text", "other")).status())
                .isEqualTo(401);

        assertThat(notes.find("call-2")).isEmpty();
    }

    @Test
    void a_wrong_field_is_named() {
        Map<String, String> headers = SignedHeaders.of("call-3", NOW, "{}".getBytes(StandardCharsets.UTF_8), KEYS);

        assertThat(post(headers, "{}").wrongFields()).containsExactly("#/text");
    }

    private static Map<String, String> signed(String id) {
        return SignedHeaders.of(id, NOW, BODY.getBytes(StandardCharsets.UTF_8), KEYS);
    }

    private HttpResult post(Map<String, String> signature, String body) {
        JsonObject headers = new JsonObject().put("content-type", "application/json");
        signature.forEach(headers::put);
        JsonObject request = new JsonObject()
                .put("rawPath", "/keep-by-webhook")
                .put("headers", headers)
                .put(
                        "requestContext",
                        new JsonObject()
                                .put("requestId", "request-1")
                                .put("http", new JsonObject().put("method", "POST")))
                .put("body", body);
        HttpResult result = HttpResult.of(runtime.invoke(
                handler, APIGatewayV2HTTPEvent.class, APIGatewayV2HTTPResponse.class, request.toString()));
        new OpenApi("sample").check("/keep-by-webhook", "post", result);
        return result;
    }
}
