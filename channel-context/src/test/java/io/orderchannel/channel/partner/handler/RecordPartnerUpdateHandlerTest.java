package io.orderchannel.channel.partner.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import faas.events.CloudEvent;
import faas.events.EventCodec;
import faas.kit.LambdaRuntime;
import faas.kit.http.HttpResult;
import faas.kit.http.OpenApi;
import faas.kit.webhook.SignedHeaders;
import faas.kit.webhook.WebhookKeys;
import io.orderchannel.channel.Examples;
import io.orderchannel.channel.partner.application.RecordPartnerUpdate;
import io.orderchannel.channel.slots.application.Assignments;
import io.orderchannel.channel.slots.application.Change;
import io.orderchannel.channel.slots.application.ForwardingAssignments;
import io.orderchannel.channel.slots.application.InMemoryAssignments;
import io.orderchannel.channel.slots.application.OrderRequest;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.events.channel.ChannelEventFormat;
import io.orderchannel.events.channel.ChannelEventType;
import io.orderchannel.events.order.OrderEventFormat;
import io.orderchannel.events.order.OrderSnapshot;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordPartnerUpdateHandlerTest {
    private static final String EVENT = LambdaRuntime.event("partner-update");
    private static final String ID = "assignment-5f0c1d9e4b7a48d2a3c6e8f01b2d4a69";
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
    private static final WebhookKeys KEYS = keys("A", "B");
    private static final String SHIPPED = body("shipped");

    private final LambdaRuntime runtime = new LambdaRuntime();
    private final InMemoryAssignments assignments = new InMemoryAssignments();
    private final OpenApi openApi = new OpenApi("channel");

    @BeforeEach
    void an_order_is_assigned() {
        EventCodec codec = new EventCodec(new OrderEventFormat(), new ChannelEventFormat());
        CloudEvent placed = codec.decode(Examples.of("order.placed.v1"));
        OrderRequest order = OrderRequest.of((OrderSnapshot) placed.data(), placed.id(), placed.context());
        Assignment assigned =
                new Assignment.Assigned(order.orderId(), order.slots(), Assignment.FIRST_VERSION, order.cause());
        CloudEvent event = codec.decode(Examples.of("channel.assigned.v1"));
        assignments.take(
                order.slots(),
                1,
                List.of(new Change(Optional.empty(), assigned, Optional.of(event), Optional.empty())));
    }

    @Test
    void an_update_is_recorded() {
        HttpResult result = send("w1", SHIPPED);

        assertThat(result.status()).isEqualTo(200);
        assertThat(result.body()).isEqualTo("{\"assignmentId\":\"" + ID + "\",\"state\":\"SHIPPED\"}");
        assertThat(result.header("idempotent-replayed")).isEmpty();
        CloudEvent event = assignments.events().getLast();
        assertThat(event.type()).isEqualTo(ChannelEventType.SHIPPED);
        assertThat(event.context().causationId()).isEqualTo("w1");
        assertThat(event.context().traceparent()).isEqualTo("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        assertThat(event.context().correlationId()).isEqualTo("e1506fd5-9e7b-434f-bd42-4f8fa224b599");
        assertThat(runtime.lines())
                .anyMatch(line -> line.contains("update recorded") && line.contains("\"webhookId\":\"w1\""));
    }

    @Test
    void a_failure_is_recorded_with_its_reason() {
        assertThat(send(
                                "w1",
                                "{\"assignmentId\":\"" + ID
                                        + "\",\"update\":\"failed\",\"reason\":\"nobody at the door\"}")
                        .status())
                .isEqualTo(200);
        assertThat(new EventCodec(new ChannelEventFormat())
                        .encode(assignments.events().getLast()))
                .contains("nobody at the door");
    }

    @Test
    void a_repeat_gets_the_first_answer_whatever_happened_since() {
        HttpResult first = send("w1", SHIPPED);
        send("w2", body("delivered"));
        int events = assignments.events().size();

        HttpResult again = send("w1", SHIPPED);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("idempotent-replayed")).contains("true");
        assertThat(assignments.events()).hasSize(events);
    }

    @Test
    void the_same_id_with_another_body_is_a_conflict() {
        send("w1", SHIPPED);

        assertThat(send("w1", body("delivered")).status()).isEqualTo(409);
        assertThat(send("w1", SHIPPED + " ").status()).isEqualTo(409);
        assertThat(assignments.events().getLast().type()).isEqualTo(ChannelEventType.SHIPPED);
    }

    @Test
    void an_update_that_does_not_follow_is_a_conflict_and_may_come_again() {
        HttpResult early = send("w2", body("delivered"));
        send("w1", SHIPPED);

        assertThat(early.status()).isEqualTo(409);
        assertThat(early.body()).contains("is ASSIGNED, which is never followed by DELIVERED");
        assertThat(send("w2", body("delivered")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"assignment-unknown", "unknown", "assignment-"})
    void an_unknown_assignment_is_not_found(String id) {
        assertThat(send("w1", SHIPPED.replace(ID, id)).status()).isEqualTo(404);
    }

    @Test
    void a_call_that_is_not_signed_is_refused_before_anything_of_it_is_read() {
        HttpResult result =
                invoke(event("w1", "1772366400", "v1,AAAA", "{{{").replace("application/json", "text/plain"));

        assertThat(result.status()).isEqualTo(401);
        assertThat(result.body()).contains("header webhook-signature has no signature of this call");
        assertThat(assignments.events()).hasSize(1);
    }

    @Test
    void a_stale_call_is_refused() {
        Map<String, String> signed = sign("w1", NOON.minusSeconds(301), SHIPPED, KEYS);

        assertThat(invoke(event(signed, SHIPPED)).status()).isEqualTo(401);
        assertThat(assignments.events()).hasSize(1);
    }

    @Test
    void the_previous_key_is_good_while_keys_are_rotated() {
        assertThat(invoke(event(sign("w1", NOON, SHIPPED, keys("B", "C")), SHIPPED))
                        .status())
                .isEqualTo(200);
        assertThat(invoke(event(sign("w1", NOON, SHIPPED, keys("C", "")), SHIPPED))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_body_in_base64_is_verified_and_read_decoded() {
        String event = event(sign("w1", NOON, SHIPPED, KEYS), "placeholder")
                .replace("placeholder", Base64.getEncoder().encodeToString(SHIPPED.getBytes(StandardCharsets.UTF_8)))
                .replace("\"isBase64Encoded\": false", "\"isBase64Encoded\": true");

        assertThat(invoke(event).status()).isEqualTo(200);
        assertThat(send("w1", SHIPPED).header("idempotent-replayed")).contains("true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | #/assignmentId #/update",
                "{\"assignmentId\":1,\"update\":2,\"reason\":3} | #/assignmentId #/update #/reason",
                "{\"assignmentId\":\" \",\"update\":\"lost\"} | #/assignmentId #/update",
                "{\"assignmentId\":\"a\",\"update\":\"SHIPPED\"} | #/update",
                "{\"assignmentId\":\"a\",\"update\":\"failed\"} | #/reason",
                "{\"assignmentId\":\"a\",\"update\":\"failed\",\"reason\":\"\"} | #/reason",
                "{\"assignmentId\":\"a\",\"update\":\"failed\",\"reason\":\"\\ud800\"} | #/reason",
                "[] | #",
                "no json | #",
            })
    void every_wrong_field_is_named(String body, String pointers) {
        HttpResult result = send("w1", body);

        assertThat(result.status()).isEqualTo(400);
        assertThat(result.wrongFields()).containsExactly(pointers.split(" ", -1));
    }

    @Test
    void a_reason_may_be_long_but_not_endless() {
        String failed = "{\"assignmentId\":\"" + ID + "\",\"update\":\"failed\",\"reason\":\"${reason}\"}";

        assertThat(send("w1", failed.replace("${reason}", "漢".repeat(501))).status())
                .isEqualTo(400);
        assertThat(send("w1", failed.replace("${reason}", "漢".repeat(500))).status())
                .isEqualTo(200);
    }

    @Test
    void a_body_over_64_kib_is_too_large() {
        String padding = " ".repeat(64 * 1024 - SHIPPED.length());

        assertThat(send("w1", SHIPPED + padding + " ").status()).isEqualTo(413);
        assertThat(send("w1", SHIPPED + padding).status()).isEqualTo(200);
    }

    @Test
    void another_content_type_is_refused() {
        assertThat(invoke(event(sign("w1", NOON, SHIPPED, KEYS), SHIPPED).replace("application/json", "text/plain"))
                        .status())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"})
    void another_method_is_not_allowed(String method) {
        assertThat(invoke(event("w1", "1", "v1,A", "")
                                .replace("\"method\": \"POST\"", "\"method\": \"" + method + "\""))
                        .status())
                .isEqualTo(405);
    }

    @Test
    void another_path_is_not_found() {
        assertThat(invoke(event("w1", "1", "v1,A", "").replace("\"rawPath\": \"/\"", "\"rawPath\": \"/updates\""))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void an_assignment_that_others_change_all_the_time_is_answered_with_try_again() {
        Assignments conflicts = ForwardingAssignments.withConflicts(assignments);

        HttpResult result = invoke(
                handler(new RecordPartnerUpdate(conflicts, CLOCK)), event(sign("w1", NOON, SHIPPED, KEYS), SHIPPED));

        assertThat(result.status()).isEqualTo(503);
        assertThat(result.header("retry-after")).contains("1");
    }

    @Test
    void keys_that_cannot_be_read_are_an_error_of_the_function_and_old_ones_are_said_to_be_used() {
        RecordPartnerUpdate recordPartnerUpdate = new RecordPartnerUpdate(assignments, CLOCK);
        RuntimeException failure = new IllegalStateException("no such secret");
        String event = event(sign("w1", NOON, SHIPPED, KEYS), SHIPPED);

        assertThatThrownBy(() -> invoke(
                        handler(recordPartnerUpdate, _ -> {
                            throw failure;
                        }),
                        event))
                .isSameAs(failure);
        assertThat(invoke(
                                handler(recordPartnerUpdate, stale -> {
                                    stale.accept(failure);
                                    return KEYS;
                                }),
                                event)
                        .status())
                .isEqualTo(200);
        assertThat(runtime.lines()).anyMatch(line -> line.contains("webhook keys not read, old ones are used"));
    }

    @Test
    void no_key_and_no_signature_is_logged() {
        send("w1", SHIPPED);
        invoke(event("w1", "1772366400", "v1,AAAA", SHIPPED));

        assertThat(runtime.lines()).isNotEmpty().noneMatch(line -> line.contains("v1,") || line.contains("AAAA"));
    }

    /** What the document says about a body is what the door says. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"assignmentId\":\"a\"}",
                "{\"assignmentId\":\"a\",\"update\":\"shipped\"}",
                "{\"assignmentId\":\"a\",\"update\":\"shipped\",\"reason\":\"r\"}",
                "{\"assignmentId\":\"a\",\"update\":\"shipped\",\"reason\":1}",
                "{\"assignmentId\":\"a\",\"update\":\"failed\"}",
                "{\"assignmentId\":\"a\",\"update\":\"failed\",\"reason\":\"r\",\"more\":[1]}",
                "{\"assignmentId\":\"\",\"update\":\"shipped\"}",
                "{\"assignmentId\":\"a\",\"update\":\"returned\"}"
            })
    void the_door_and_the_document_take_the_same_bodies(String body) {
        // Nobody has the assignment, which is found out when the body is fine.
        assertThat(send("w1", body).status() == 404).isEqualTo(openApi.takes("Update", body));
    }

    private HttpResult send(String webhookId, String body) {
        return invoke(event(sign(webhookId, NOON, body, KEYS), body));
    }

    private HttpResult invoke(String event) {
        return invoke(handler(new RecordPartnerUpdate(assignments, CLOCK)), event);
    }

    private HttpResult invoke(RecordPartnerUpdateHandler handler, String event) {
        HttpResult result = HttpResult.of(
                runtime.invoke(handler, APIGatewayV2HTTPEvent.class, APIGatewayV2HTTPResponse.class, event));
        openApi.check("/", "post", result);
        return result;
    }

    private RecordPartnerUpdateHandler handler(RecordPartnerUpdate recordPartnerUpdate) {
        return handler(recordPartnerUpdate, _ -> KEYS);
    }

    /** No time is left for a second attempt. */
    private RecordPartnerUpdateHandler handler(
            RecordPartnerUpdate recordPartnerUpdate, RecordPartnerUpdateHandler.Keys keys) {
        return new RecordPartnerUpdateHandler(recordPartnerUpdate, keys, CLOCK, runtime.invocations(_ -> false));
    }

    private static Map<String, String> sign(String webhookId, Instant time, String body, WebhookKeys keys) {
        return SignedHeaders.of(webhookId, time, body.getBytes(StandardCharsets.UTF_8), keys);
    }

    private static String event(Map<String, String> signed, String body) {
        return event(
                Objects.requireNonNull(signed.get("webhook-id")),
                Objects.requireNonNull(signed.get("webhook-timestamp")),
                Objects.requireNonNull(signed.get("webhook-signature")),
                body);
    }

    private static String event(String webhookId, String timestamp, String signature, String body) {
        return EVENT.replace("${id}", webhookId)
                .replace("${timestamp}", timestamp)
                .replace("${signature}", signature)
                .replace("${body}", Examples.quoted(body));
    }

    private static String body(String update) {
        return "{\"assignmentId\":\"" + ID + "\",\"update\":\"" + update + "\"}";
    }

    private static WebhookKeys keys(String current, String previous) {
        return WebhookKeys.parse(
                "{\"current\":\"" + current.repeat(48) + "\",\"previous\":\"" + previous.repeat(48) + "\"}");
    }
}
