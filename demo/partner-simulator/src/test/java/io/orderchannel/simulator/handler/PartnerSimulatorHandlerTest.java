package io.orderchannel.simulator.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.sun.net.httpserver.HttpServer;
import faas.json.JsonObject;
import faas.kit.FakeContext;
import faas.kit.LambdaRuntime;
import faas.kit.env.Environment;
import faas.kit.http.HttpRequest;
import faas.kit.webhook.SignedCall;
import faas.kit.webhook.WebhookKeys;
import io.orderchannel.simulator.adapter.http.SignedReports;
import io.orderchannel.simulator.application.SimulatedPartner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartnerSimulatorHandlerTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
    private static final WebhookKeys KEYS =
            WebhookKeys.parse("{\"current\":\"" + "A".repeat(48) + "\",\"previous\":\"" + "B".repeat(48) + "\"}");

    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String SHIPPED = "a-1-shipped {\"assignmentId\":\"a-1\",\"update\":\"shipped\"}";
    private static final String DELIVERED = "a-1-delivered {\"assignmentId\":\"a-1\",\"update\":\"delivered\"}";

    private final LambdaRuntime runtime = new LambdaRuntime();
    private final FakeContext context = new FakeContext(30_000);
    private final Deque<Integer> statuses = new ArrayDeque<>();
    private final List<String> reports = new ArrayList<>();
    private final List<String> traces = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final Set<String> called = new HashSet<>();
    private HttpServer webhook;

    @BeforeEach
    void start() throws IOException {
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
            HttpRequest request = new HttpRequest(request("POST", headers, body), null);
            traces.add(request.context().traceparent());
            reports.add(
                    switch (SignedCall.check(request, NOON, () -> KEYS)) {
                        case SignedCall.Genuine(String id) -> id + " " + body;
                        case SignedCall.Refused(String detail) -> detail;
                    });
            // An answer declared as empty (-1) is sometimes a reset to the client (JDK 25, connection: close).
            exchange.sendResponseHeaders(statuses.isEmpty() ? 200 : statuses.remove(), 0);
            exchange.getResponseBody().close();
        });
        webhook.start();
    }

    @AfterEach
    void stop() {
        webhook.stop(0);
    }

    @Test
    void an_order_is_shipped_and_delivered_in_signed_calls_before_the_answer() {
        assertThat(notify("MUG-BLUE")).isEqualTo(202);
        assertThat(reports).containsExactly(SHIPPED, DELIVERED);
        assertThat(traces).containsExactly(TRACE, TRACE);
        assertThat(pauses).isEmpty();
    }

    @Test
    void told_twice_it_reports_the_same_twice() {
        notify("MUG-BLUE");
        notify("MUG-BLUE");

        assertThat(reports).containsExactly(SHIPPED, DELIVERED, SHIPPED, DELIVERED);
    }

    @Test
    void a_slow_one_takes_its_time_first() {
        assertThat(notify("PARTNER-SLOW")).isEqualTo(202);
        assertThat(pauses).containsExactly(Duration.ofSeconds(2));
        assertThat(reports).containsExactly(SHIPPED, DELIVERED);
    }

    @Test
    void one_fails_at_the_first_call_only() {
        assertThat(notify("PARTNER-FAILS-ONCE")).isEqualTo(503);
        assertThat(reports).isEmpty();
        assertThat(notify("PARTNER-FAILS-ONCE")).isEqualTo(202);
        assertThat(reports).containsExactly(SHIPPED, DELIVERED);
    }

    @Test
    void one_is_down_at_every_call() {
        assertThat(notify("PARTNER-DOWN")).isEqualTo(503);
        assertThat(notify("PARTNER-DOWN")).isEqualTo(503);
        assertThat(reports).isEmpty();
    }

    @Test
    void one_cannot_deliver() {
        assertThat(notify("PARTNER-FAILS-DELIVERY")).isEqualTo(202);
        assertThat(reports)
                .containsExactly(
                        SHIPPED,
                        "a-1-failed {\"assignmentId\":\"a-1\",\"update\":\"failed\",\"reason\":\"nobody at the door\"}");
    }

    @Test
    void one_is_never_heard_of_again() {
        assertThat(notify("PARTNER-SILENT")).isEqualTo(202);
        assertThat(reports).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503})
    void a_webhook_in_trouble_is_called_again(int status) {
        statuses.add(status);
        statuses.add(status);

        assertThat(notify("MUG-BLUE")).isEqualTo(202);
        assertThat(reports).containsExactly(SHIPPED, SHIPPED, SHIPPED, DELIVERED);
        assertThat(pauses).hasSize(2);
    }

    @Test
    void a_webhook_that_says_conflict_is_left_alone() {
        statuses.add(409);

        assertThat(notify("MUG-BLUE")).isEqualTo(202);
        assertThat(reports).containsExactly(SHIPPED);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404})
    void a_webhook_that_refuses_makes_the_partner_fail(int status) {
        statuses.add(status);

        assertThat(notify("MUG-BLUE")).isEqualTo(503);
        assertThat(reports).containsExactly(SHIPPED);
    }

    @Test
    void a_webhook_that_is_not_there_makes_the_partner_fail_when_time_is_over() {
        webhook.stop(0);

        assertThat(notify("MUG-BLUE")).isEqualTo(503);
        assertThat(pauses).isNotEmpty();
        assertThat(runtime.lines()).anyMatch(line -> line.contains("no answer"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | #/assignmentId",
                "{\"assignmentId\":\"a\",\"items\":1,\"callbackUrl\":\"http://127.0.0.1/\"} | #/items",
                "{\"assignmentId\":\"a\",\"items\":[{}],\"callbackUrl\":\"http://127.0.0.1/\"} | #/items/0/sku",
                "{\"assignmentId\":\"a\",\"items\":[],\"callbackUrl\":\"file:///etc/passwd\"} | #/callbackUrl",
                "{\"assignmentId\":\"a\",\"items\":[],\"callbackUrl\":\"http://h/\"} | #/callbackUrl",
                "{\"assignmentId\":\" \",\"items\":[],\"callbackUrl\":\"http://127.0.0.1/\"} | #/assignmentId",
                "[] | #",
                "no | #",
            })
    void a_notice_that_is_none_is_refused(String body, String pointer) {
        String answer = post(body);

        assertThat(answer).contains("\"statusCode\":400").contains("\\\"pointer\\\":\\\"" + pointer + "\\\"");
        assertThat(reports).isEmpty();
    }

    @Test
    void every_missing_variable_is_named_at_once() {
        assertThatThrownBy(() -> SimulatorModule.of(Environment.of("PartnerSimulator", Map.of())))
                .hasMessage("PartnerSimulator: environment: CALLS_TABLE is missing; WEBHOOK_SECRET_ARN is missing;"
                        + " AWS_REGION is missing");
    }

    @Test
    void another_method_is_not_allowed() {
        assertThat(invoke(request("GET", Map.of(), ""))).contains("\"statusCode\":405");
    }

    private int notify(String sku) {
        String callback = "http://127.0.0.1:" + webhook.getAddress().getPort() + "/";
        String answer = post("{\"assignmentId\":\"a-1\",\"orderId\":\"1\",\"items\":[{\"sku\":\"tea\"},{\"sku\":\""
                + sku + "\"}],\"callbackUrl\":\"" + callback + "\"}");
        int start = answer.indexOf("\"statusCode\":") + "\"statusCode\":".length();
        return Integer.parseInt(answer.substring(start, start + 3));
    }

    private String post(String body) {
        return invoke(request("POST", Map.of("content-type", "application/json", "traceparent", TRACE), body));
    }

    private String invoke(APIGatewayV2HTTPEvent event) {
        PartnerSimulatorHandler handler = new PartnerSimulatorHandler(
                new SimulatedPartner(
                        (assignmentId, _) -> called.add(assignmentId),
                        new SignedReports(() -> KEYS, CLOCK),
                        pauses::add),
                new CallbackAddresses("eu-west-1", Optional.of(URI.create("http://127.0.0.1"))),
                runtime.invocations(this::pause));
        APIGatewayV2HTTPResponse response = handler.handleRequest(event, context);
        return "\"statusCode\":" + response.getStatusCode() + " " + new JsonObject().put("body", response.getBody());
    }

    /** Each pause takes ten seconds of the invocation's time. */
    private boolean pause(Duration length) {
        pauses.add(length);
        context.setRemainingMillis(context.getRemainingTimeInMillis() - 10_000);
        return true;
    }

    private static APIGatewayV2HTTPEvent request(String method, Map<String, String> headers, String body) {
        return APIGatewayV2HTTPEvent.builder()
                .withRawPath("/")
                .withHeaders(headers)
                .withBody(body)
                .withIsBase64Encoded(false)
                .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                        .withRequestId("request-1")
                        .withHttp(APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                                .withMethod(method)
                                .build())
                        .build())
                .build();
    }
}
