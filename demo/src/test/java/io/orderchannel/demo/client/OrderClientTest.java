package io.orderchannel.demo.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import faas.cli.http.Caller;
import faas.cli.http.SignedHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderClientTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private record Request(
            String method, String path, Optional<String> key, Optional<String> authorization, String body) {}

    private record Response(int status, String body) {}

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private List<Response> responses = List.of();
    private final AtomicInteger next = new AtomicInteger();
    private HttpServer server;
    private SignedHttp http;
    private OrderClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        http = new SignedHttp(new Caller("us-east-1", "AKIDEXAMPLE", "secret"));
        var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        var retries = new Retries(3, 5, Duration.ofMillis(1), Duration.ofMillis(2), _ -> 0);
        client = new OrderClient(http, url, retries, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void stop() {
        http.close();
        server.stop(0);
    }

    @Test
    void an_accepted_order_was_posted_signed_with_its_key_in_the_header() throws InterruptedException {
        responses = List.of(new Response(201, "{\"orderId\":\"o1\",\"state\":\"PLACED\"}"));

        var answer = client.place(Optional.of("k1"), "{\"customerId\":\"ç\"}");

        assertThat(answer).isInstanceOfSatisfying(Answer.Accepted.class, accepted -> {
            assertThat(accepted.orderId()).isEqualTo("o1");
            assertThat(accepted.at()).isEqualTo(NOW);
        });
        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/orders");
            assertThat(request.key()).contains("k1");
            assertThat(request.body()).isEqualTo("{\"customerId\":\"ç\"}");
            assertThat(request.authorization().orElseThrow())
                    .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
                    .contains("/us-east-1/lambda/aws4_request")
                    .contains("SignedHeaders=content-type;host;idempotency-key;x-amz-content-sha256;x-amz-date");
        });
    }

    @Test
    void an_order_without_a_key_goes_without_the_header() throws InterruptedException {
        responses = List.of(new Response(400, "{\"title\":\"Bad Request\",\"detail\":\"no Idempotency-Key\"}"));

        assertThat(client.place(Optional.empty(), "{}")).isEqualTo(new Answer.Refused(400, "no Idempotency-Key"));
        assertThat(requests.getFirst().key()).isEmpty();
    }

    @Test
    void a_refusal_names_every_wrong_field_and_is_not_tried_again() throws InterruptedException {
        responses = List.of(new Response(400, """
                {"detail": "the order is invalid", "errors": [
                  {"pointer": "/items/0/quantity", "detail": "is 0, expected at least 1"},
                  {"pointer": "/customerId", "detail": "is missing"}]}"""));

        assertThat(client.place(Optional.of("k1"), "{}"))
                .isEqualTo(new Answer.Refused(
                        400,
                        "the order is invalid: /items/0/quantity is 0, expected at least 1; /customerId is missing"));
        assertThat(requests).hasSize(1);
    }

    @Test
    void server_errors_and_throttles_are_tried_again_with_the_same_key() throws InterruptedException {
        responses = List.of(new Response(502, ""), new Response(429, "{}"), new Response(201, "{\"orderId\":\"o1\"}"));

        assertThat(client.place(Optional.of("k1"), "{}")).isInstanceOf(Answer.Accepted.class);
        assertThat(requests).hasSize(3).extracting(Request::key).containsOnly(Optional.of("k1"));
    }

    @Test
    void an_order_that_no_try_settles_is_unanswered() throws InterruptedException {
        responses = List.of(new Response(500, "broken"), new Response(500, "broken"), new Response(200, "{}"));

        assertThat(client.place(Optional.of("k1"), "{}"))
                .isEqualTo(new Answer.Unanswered(3, "IOException: status 200 without an orderId"));
    }

    @Test
    void while_the_version_is_not_active_more_tries_are_made() throws InterruptedException {
        var inactive = new Response(409, "{}");
        responses = List.of(inactive, inactive, inactive, inactive, new Response(201, "{\"orderId\":\"o1\"}"));

        assertThat(client.place(Optional.of("k1"), "{}")).isInstanceOf(Answer.Accepted.class);
        assertThat(requests).hasSize(5);
    }

    @Test
    void a_version_that_stays_inactive_leaves_the_order_unanswered() throws InterruptedException {
        responses = Collections.nCopies(6, new Response(409, "{}"));

        assertThat(client.place(Optional.of("k1"), "{}"))
                .isInstanceOfSatisfying(
                        Answer.Unanswered.class,
                        unanswered -> assertThat(unanswered.tries()).isEqualTo(5));
        assertThat(requests).hasSize(5);
    }

    @Test
    void a_throttle_when_the_version_becomes_active_is_tried_again() throws InterruptedException {
        var inactive = new Response(409, "{}");
        responses = List.of(
                inactive, inactive, inactive, new Response(429, "{}"), new Response(201, "{\"orderId\":\"o1\"}"));

        assertThat(client.place(Optional.of("k1"), "{}")).isInstanceOf(Answer.Accepted.class);
    }

    @Test
    void keys_that_a_header_cannot_carry_stay_distinct() {
        assertThat(OrderClient.headerSafe("plain-key_1")).isEqualTo("plain-key_1");
        assertThat(OrderClient.headerSafe("a b")).isEqualTo("a%20b");
        assertThat(OrderClient.headerSafe("a%20b")).isEqualTo("a%2520b");
        assertThat(OrderClient.headerSafe("ü\n")).isEqualTo("%C3%BC%0A");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            requests.add(new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    Optional.ofNullable(headers.getFirst("Idempotency-Key")),
                    Optional.ofNullable(headers.getFirst("Authorization")),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            var response = responses.get(next.getAndIncrement());
            var body = response.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
