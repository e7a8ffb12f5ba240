package io.orderchannel.acceptance;

import static io.orderchannel.acceptance.system.Orders.anExpressOrderOf;
import static io.orderchannel.acceptance.system.Orders.anOrderOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.acceptance.engine.Ability;
import faas.acceptance.engine.Needs;
import faas.acceptance.engine.RunsOn;
import faas.acceptance.system.TopicTap;
import faas.cli.schedule.Schedules;
import faas.cli.schedule.UnknownRuleException;
import io.orderchannel.acceptance.system.OrderSystem;
import io.orderchannel.demo.client.SignedUpdate;
import io.orderchannel.events.Channel;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

/** What the main flow lacks: every other trigger, and the ways in which functions call each other. */
@Order(2)
@RunsOn(DemoStage.class)
class TriggersIT {

    /** Two redeliveries of an express order, whose message stays hidden for 90 s. */
    private static final Duration SOON = Duration.ofMinutes(4);

    @Test
    void the_partners_webhook_takes_an_order_to_its_end(OrderSystem system) {
        var orderId = system.placed(anOrderOf("tea-001", Channel.COURIER));

        system.awaitState(orderId, "DELIVERED", SOON);

        assertThat(system.order(orderId).path("version").asInt()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void a_delivery_that_fails_cancels_the_order_and_frees_its_slot(OrderSystem system) {
        var orderId = system.placed(anOrderOf("PARTNER-FAILS-DELIVERY-1", Channel.COURIER));

        system.awaitState(orderId, "CANCELLED", SOON);

        assertThat(system.order(orderId).path("reason").asText()).isNotBlank();
        await().atMost(SOON).untilAsserted(() -> system.tables().assertSlotsAddUp());
    }

    @Test
    void a_signed_update_counts_once_and_for_its_body_alone(OrderSystem system) {
        var orderId = system.placed(anOrderOf("PARTNER-SILENT-4", Channel.COURIER));
        system.awaitState(orderId, "CONFIRMED", SOON);
        var body = update(orderId, "shipped");
        var update = SignedUpdate.of(system.engine().connection(), "by-hand-" + orderId, Instant.now(), body);
        var headers = new HashMap<>(update.headers());
        headers.put("Content-Type", "application/json");

        var first = system.send("POST", update.url(), headers, body);
        var again = system.send("POST", update.url(), headers, body);
        var other = system.send("POST", update.url(), headers, body.replace("shipped", "delivered"));

        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.statusCode()).isEqualTo(401);
        system.awaitState(orderId, "SHIPPED", SOON);
    }

    /** What the partner gets for its report. */
    private static HttpResponse<String> reported(OrderSystem system, String orderId, String what) {
        var body = update(orderId, what);
        var update = SignedUpdate.of(system.engine().connection(), what + "-" + orderId, Instant.now(), body);
        var headers = new HashMap<>(update.headers());
        headers.put("Content-Type", "application/json");
        return system.send("POST", update.url(), headers, body);
    }

    private static String update(String orderId, String what) {
        return "{\"assignmentId\":\"assignment-%s\",\"update\":\"%s\"}".formatted(orderId, what);
    }

    @Test
    void an_update_without_a_signature_is_refused(OrderSystem system) {
        var response = system.send(
                "POST",
                URI.create(system.output("RecordPartnerUpdateUrl")),
                Map.of("Content-Type", "application/json"),
                "{\"assignmentId\":\"assignment-1\",\"update\":\"shipped\"}");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
    }

    /** The caller's event is committed before the callee is done: its failure brings no event back. */
    @Test
    void a_call_that_is_given_up_leaves_its_only_trace_in_the_failure_queue(OrderSystem system) {
        try (var channelEvents = TopicTap.on(system, "ChannelEventsTopicArn")) {
            var orderId = system.placed(anOrderOf("PARTNER-DOWN-1", Channel.STORE));

            var trace = await().atMost(SOON).until(() -> failureOf(system, orderId), found -> !found.isEmpty());

            assertThat(trace).contains("\"RetriesExhausted\"").contains("\"approximateInvokeCount\":3");
            assertThat(system.order(orderId).path("state").asText()).isEqualTo("CONFIRMED");
            assertThat(channelEvents.eventIdsOf(orderId)).hasSize(1);
            assertThat(system.order(orderId).path("version").asInt()).isEqualTo(2);
        }
    }

    private static String failureOf(OrderSystem system, String orderId) {
        return system
                .aws()
                .sqs()
                .receiveMessage(receive -> receive.queueUrl(system.output("NotifyPartnerFailureQueueUrl"))
                        .maxNumberOfMessages(10)
                        .visibilityTimeout(1))
                .messages()
                .stream()
                .map(Message::body)
                .filter(body -> body.contains(orderId))
                .findFirst()
                .orElse("");
    }

    @Test
    @Needs(Ability.PROMPT_FILTER_POLICIES)
    void an_express_order_gets_its_slot_by_a_synchronous_call(OrderSystem system) {
        var before = system.engine().activity("ManageSlot");

        var orderId = system.placed(anExpressOrderOf("tea-001", Channel.COURIER));

        system.awaitState(orderId, "DELIVERED", SOON);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(system.engine()
                                .activity("ManageSlot")
                                .since(before)
                                .invocations())
                        .isGreaterThanOrEqualTo(2));
        system.tables().assertSlotsAddUp();
    }

    @Test
    void an_order_whose_partner_is_silent_ends_by_the_schedule_and_may_not_be_shipped_after_it(OrderSystem system) {
        var orderId = system.placed(anOrderOf("PARTNER-SILENT-1", Channel.COURIER));
        system.awaitState(orderId, "CONFIRMED", SOON);

        try (var schedules = new Schedules(system.engine().connection())) {
            await().atMost(SOON).pollInterval(Duration.ofSeconds(3)).untilAsserted(() -> {
                assertThat(schedules.fire("ExpireStaleOrders"))
                        .singleElement()
                        .satisfies(fired -> assertThat(fired.error()).isEmpty());
                assertThat(system.order(orderId).path("state").asText()).isEqualTo("CANCELLED");
            });
        }

        assertThat(system.tables().assignmentStateOf(orderId)).isEqualTo("RELEASED");
        assertThat(reported(system, orderId, "shipped").statusCode()).isEqualTo(409);
        await().atMost(SOON).untilAsserted(() -> system.tables().assertSlotsAddUp());
    }

    @Test
    void payouts_wait_until_their_lag_is_worth_a_drain(OrderSystem system) {
        var orderId = system.placed(anOrderOf("tea-001", Channel.STORE));
        system.awaitState(orderId, "DELIVERED", SOON);

        try (var schedules = new Schedules(system.engine().connection())) {
            await().atMost(SOON).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
                schedules.fire("MeasurePayoutLag");
                assertThat(system.tables().payoutOf(orderId)).isPresent();
            });
        }

        await().atMost(SOON).until(() -> system.isQueueEmpty("PayoutsQueueUrl"));
    }

    @Test
    void a_schedule_that_is_not_there_is_named_with_those_that_are(OrderSystem system) {
        try (var schedules = new Schedules(system.engine().connection())) {
            Assertions.assertThatThrownBy(() -> schedules.fire("ExpireEverything"))
                    .isInstanceOf(UnknownRuleException.class)
                    .hasMessageContaining("ExpireEverything")
                    .hasMessageContaining("ExpireStaleOrders");
        }
    }

    /** An event of a version that nobody here knows goes to the dead-letter queue and holds up nobody. */
    @Test
    void an_unknown_event_version_blocks_no_batch(OrderSystem system) {
        try (var orderEvents = TopicTap.on(system, "OrderEventsTopicArn")) {
            var orderId = system.placed(anOrderOf("PARTNER-SILENT-2", Channel.STORE));
            var placed = orderEvents.await(orderId, "order.placed.v1", SOON);
            system.send("AssignOrderQueueUrl", placed.replace("order.placed.v1", "order.placed.v2"));
            var next = system.placed(anOrderOf("PARTNER-SILENT-3", Channel.STORE));

            system.awaitState(next, "CONFIRMED", SOON);
        }
    }
}
