package faas.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
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
        assertThat(status(HttpRequest.of(event))).isEqualTo(415);
    }

    @Test
    void a_body_may_come_in_base64() {
        APIGatewayV2HTTPEvent event = Requests.json("");
        event.setBody(Base64.getEncoder().encodeToString("{\"é\":1}".getBytes(StandardCharsets.UTF_8)));
        event.setIsBase64Encoded(true);

        assertThat(HttpRequest.of(event).<Long>json("body", 100, in -> in.number("é", Long.MIN_VALUE, Long.MAX_VALUE)))
                .isEqualTo(1);
    }

    @Test
    void a_body_is_bounded_in_bytes() {
        HttpRequest request = HttpRequest.of(Requests.json("{\"é\":1}"));

        assertThat(request.<Boolean>json("body", 8, in -> in.has("é"))).isTrue();
        assertThatThrownBy(() -> request.json("body", 7, in -> in.has("é")))
                .isInstanceOf(HttpProblem.class)
                .hasMessage("body has 8 bytes, expected at most 7");
    }

    @Test
    void a_body_that_is_not_utf_8_is_refused() {
        APIGatewayV2HTTPEvent event = Requests.json("");
        event.setBody(Base64.getEncoder().encodeToString(new byte[] {(byte) 0xC3, 0x28}));
        event.setIsBase64Encoded(true);

        assertThat(status(HttpRequest.of(event))).isEqualTo(400);
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
        assertThat(of(type).<Boolean>json("body", 100, in -> in.has("a"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text/plain",
                "application/jsonp",
                "\"application/json\"",
                "application/json; charset=latin1",
                "application/x-www-form-urlencoded"
            })
    void another_type_is_refused(String type) {
        assertThat(status(of(type))).isEqualTo(415);
    }

    @Test
    void a_clients_trace_goes_on() {
        HttpRequest request = HttpRequest.of(Requests.post("/orders", Map.of("traceparent", TRACE), "{}"));

        assertThat(request.context().traceparent()).isEqualTo(TRACE);
        assertThat(request.context().correlationId()).isEqualTo("request-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00-x", "00-00000000000000000000000000000000-00f067aa0ba902b7-01", "\n00-"})
    void without_a_valid_trace_the_request_begins_one(String sent) {
        HttpRequest request = HttpRequest.of(Requests.post("/orders", Map.of("traceparent", sent), "{}"));

        assertThat(request.context().traceparent())
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00")
                .isEqualTo(HttpRequest.of(Requests.json("")).context().traceparent());
    }

    @Test
    void every_wrong_field_of_a_body_is_named() {
        assertThatThrownBy(() -> HttpRequest.of(Requests.json("{\"a\":1,\"b\":\"x\"}"))
                        .json(
                                "parcel",
                                100,
                                in -> List.of(in.text("a"), in.number("b", Long.MIN_VALUE, Long.MAX_VALUE))))
                .isInstanceOfSatisfying(
                        HttpProblem.class,
                        problem -> assertThat(problem.answer().body())
                                .contains(
                                        "\"status\":400,\"detail\":\"the parcel has 2 wrong field(s)\"",
                                        "{\"pointer\":\"#/a\",\"detail\":\"must be a string, is a number\"}",
                                        "{\"pointer\":\"#/b\",\"detail\":\"must be a whole number, is a string\"}"));
    }

    private static HttpRequest of(String contentType) {
        return HttpRequest.of(Requests.post("/orders", Map.of("content-type", contentType), "{}"));
    }

    private static int status(HttpRequest request) {
        HttpProblem refused =
                catchThrowableOfType(HttpProblem.class, () -> request.json("body", 100, in -> in.has("a")));
        assertThat(refused).isNotNull();
        return refused.answer().status();
    }
}
