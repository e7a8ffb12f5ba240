package faas.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRequestTest {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String XRAY = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=";

    @Test
    void header_names_have_no_case() {
        HttpRequest request = new HttpRequest(Requests.post("/orders", Map.of("Idempotency-KEY", "k1"), "{}"), null);

        assertThat(request.header("idempotency-key")).contains("k1");
        assertThat(request.header("Idempotency-Key")).contains("k1");
        assertThat(request.header("other")).isEmpty();
    }

    @Test
    void a_request_may_have_no_headers_and_no_body() {
        APIGatewayV2HTTPEvent event = Requests.post("/orders", Map.of(), "");
        event.setHeaders(null);
        event.setBody(null);

        assertThat(new HttpRequest(event, null).header("content-type")).isEmpty();
        assertThat(status(new HttpRequest(event, null))).isEqualTo(415);
    }

    @Test
    void a_body_may_come_in_base64() {
        APIGatewayV2HTTPEvent event = Requests.json("");
        event.setBody(Base64.getEncoder().encodeToString("{\"é\":1}".getBytes(StandardCharsets.UTF_8)));
        event.setIsBase64Encoded(true);

        assertThat(new HttpRequest(event, null)
                        .<Long>json("body", 100, in -> in.number("é", Long.MIN_VALUE, Long.MAX_VALUE)))
                .isEqualTo(1);
    }

    @Test
    void a_body_is_bounded_in_bytes() {
        HttpRequest request = new HttpRequest(Requests.json("{\"é\":1}"), null);

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

        assertThat(status(new HttpRequest(event, null))).isEqualTo(400);
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
        HttpRequest request = new HttpRequest(Requests.post("/orders", Map.of("traceparent", TRACE), "{}"), null);

        assertThat(request.context().traceparent()).isEqualTo(TRACE);
        assertThat(request.context().correlationId()).isEqualTo("request-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00-x", "00-00000000000000000000000000000000-00f067aa0ba902b7-01", "\n00-"})
    void without_a_valid_trace_of_the_client_that_of_the_invocation_goes_on(String sent) {
        APIGatewayV2HTTPEvent event = Requests.post("/orders", Map.of("traceparent", sent), "{}");

        assertThat(new HttpRequest(event, XRAY + "1;Lineage=456f6a97:0")
                        .context()
                        .traceparent())
                .isEqualTo("00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01");
        assertThat(new HttpRequest(event, XRAY + "0").context().traceparent()).endsWith("-53995c3f42cd8ad8-00");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Root=1-5759e988-bd862e3fe1be46a994272793", "Root=1-x;Parent=y;Sampled=1"})
    void without_any_trace_the_request_begins_one(@Nullable String traceHeader) {
        HttpRequest request = new HttpRequest(Requests.json(""), traceHeader);

        assertThat(request.context().traceparent())
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00")
                .isEqualTo(new HttpRequest(Requests.json(""), traceHeader)
                        .context()
                        .traceparent());
    }

    @Test
    void every_wrong_field_of_a_body_is_named() {
        assertThatThrownBy(() -> new HttpRequest(Requests.json("{\"a\":1,\"b\":\"x\"}"), null)
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
        return new HttpRequest(Requests.post("/orders", Map.of("content-type", contentType), "{}"), null);
    }

    private static int status(HttpRequest request) {
        HttpProblem refused =
                catchThrowableOfType(HttpProblem.class, () -> request.json("body", 100, in -> in.has("a")));
        assertThat(refused).isNotNull();
        return refused.answer().status();
    }
}
