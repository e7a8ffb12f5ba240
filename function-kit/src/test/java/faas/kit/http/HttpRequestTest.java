package faas.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRequestTest {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void header_names_have_no_case() {
        HttpRequest request = HttpRequest.of(Requests.post("/orders", Map.of("Idempotency-KEY", "k1"), "{}"));

        assertThat(request.header("idempotency-key")).contains("k1");
        assertThat(request.header("Idempotency-Key")).contains("k1");
        assertThat(request.header("other")).isEmpty();
    }

    @Test
    void a_request_may_have_no_headers_and_no_body() {
        APIGatewayV2HTTPEvent event = Requests.post("/orders", Map.of(), "");
        event.setHeaders(null);
        event.setBody(null);

        assertThat(HttpRequest.of(event).header("content-type")).isEmpty();
        assertThat(HttpRequest.of(event).jsonBody(10)).isInstanceOf(JsonBody.Refused.class);
    }

    @Test
    void a_body_may_come_in_base64() {
        APIGatewayV2HTTPEvent event = Requests.json("");
        event.setBody(Base64.getEncoder().encodeToString("{\"é\":1}".getBytes(StandardCharsets.UTF_8)));
        event.setIsBase64Encoded(true);

        assertThat(HttpRequest.of(event).jsonBody(100)).isEqualTo(new JsonBody.Text("{\"é\":1}"));
    }

    @Test
    void a_body_is_bounded_in_bytes() {
        assertThat(HttpRequest.of(Requests.json("éé")).jsonBody(4)).isEqualTo(new JsonBody.Text("éé"));
        assertThat(HttpRequest.of(Requests.json("éé")).jsonBody(3))
                .isEqualTo(new JsonBody.Refused(Problem.contentTooLarge("body has 4 bytes, expected at most 3")));
    }

    @Test
    void a_body_that_is_not_utf_8_is_refused() {
        APIGatewayV2HTTPEvent event = Requests.json("");
        event.setBody(Base64.getEncoder().encodeToString(new byte[] {(byte) 0xC3, 0x28}));
        event.setIsBase64Encoded(true);

        assertThat(status(HttpRequest.of(event).jsonBody(100))).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json; charset=utf-8",
                "application/json;charset=\"UTF-8\""
            })
    void json_in_utf_8_is_read(String type) {
        assertThat(body(type)).isEqualTo(new JsonBody.Text("{}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text/plain",
                "application/jsonp",
                "application/json; charset=latin1",
                "application/x-www-form-urlencoded"
            })
    void another_type_is_refused(String type) {
        assertThat(status(body(type))).isEqualTo(415);
    }

    @Test
    void a_clients_trace_goes_on() {
        HttpRequest request = HttpRequest.of(Requests.post("/orders", Map.of("traceparent", TRACE), "{}"));

        assertThat(request.correlation().traceparent()).isEqualTo(TRACE);
        assertThat(request.correlation().correlationId()).isEqualTo("request-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00-x", "00-00000000000000000000000000000000-00f067aa0ba902b7-01", "\n00-"})
    void without_a_valid_trace_the_request_begins_one(String sent) {
        HttpRequest request = HttpRequest.of(Requests.post("/orders", Map.of("traceparent", sent), "{}"));

        assertThat(request.correlation().traceparent())
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00")
                .isEqualTo(HttpRequest.of(Requests.json("")).correlation().traceparent());
    }

    private static JsonBody body(String contentType) {
        return HttpRequest.of(Requests.post("/orders", Map.of("content-type", contentType), "{}"))
                .jsonBody(100);
    }

    private static int status(JsonBody body) {
        return switch (body) {
            case JsonBody.Refused refused -> refused.problem().status();
            case JsonBody.Text text -> throw new AssertionError("body was read: " + text.text());
        };
    }
}
