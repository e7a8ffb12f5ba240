package io.orderchannel.acceptance;

import static io.orderchannel.acceptance.system.OrderSystem.json;
import static io.orderchannel.acceptance.system.Orders.aKey;
import static io.orderchannel.acceptance.system.Orders.anOrder;
import static io.orderchannel.acceptance.system.Orders.anOrderFor;
import static io.orderchannel.acceptance.system.Orders.anOrderOf;
import static io.orderchannel.acceptance.system.Orders.theLargestOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import faas.acceptance.engine.Ability;
import faas.acceptance.engine.Needs;
import faas.acceptance.engine.RunsOn;
import faas.acceptance.engine.Variation;
import faas.acceptance.system.TopicTap;
import faas.cli.engine.Activity;
import faas.cli.engine.EngineRecords;
import io.orderchannel.acceptance.system.OrderSystem;
import io.orderchannel.demo.input.OrderLineReader;
import io.orderchannel.demo.report.RunReport;
import io.orderchannel.events.Channel;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The main flow on the demo stage as it is. */
@Order(1)
@RunsOn(DemoStage.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MainFlowIT {

    private static final Duration SOON = Duration.ofMinutes(3);

    /** First, while every slot is free: its counts are those that the samples are made for. */
    @Test
    @Order(1)
    @Needs(Ability.BULK)
    void every_order_of_the_samples_settles_and_every_other_line_is_named(OrderSystem system) throws IOException {
        try (var samples = OrderLineReader.open(Variation.ROOT.resolve("demo/samples/orders.jsonl"))) {
            var outcome = system.runToTheEnd(samples);

            var orders = outcome.orders();
            assertThat(orders.accepted()).isEqualTo(540);
            assertThat(orders.duplicates()).isEqualTo(30);
            assertThat(orders.refused()).isEqualTo(24);
            assertThat(orders.sent()).isEqualTo(594);
            assertThat(orders.malformed()).isEqualTo(7);
            assertThat(orders.unsettled()).isZero();
            assertThat(orders.byState())
                    .containsExactly(entry("REJECTED", 30L), entry("DELIVERED", 493L), entry("CANCELLED", 17L));
            assertThat(outcome.failures()).hasSize(6).allMatch(RunReport.Failure::onPurpose);
            assertThat(outcome.payouts().drained()).isEqualTo(493);
            assertThat(outcome.lines())
                    .hasSize(31)
                    .allSatisfy(line -> assertThat(line.reason()).isNotBlank());
            assertThat(outcome.lines())
                    .filteredOn(line -> line.outcome().equals("refused"))
                    .extracting(RunReport.Line::status)
                    .containsOnly(400, 422);
        }
        var records = system.engine().records();
        assertThat(records.deadLettered()).as("the partner that is down").isEqualTo(6);
        assertThat(records.function("AssignOrder").events())
                .as("all but the express orders")
                .isGreaterThanOrEqualTo(486);
        assertThat(records.functions())
                .filteredOn(function -> !function.name().equals("NotifyPartner"))
                .extracting(EngineRecords.Function::errors)
                .containsOnly(0L);
        system.tables().assertNothingLostAndNothingTwice(List.of());
    }

    @Test
    void an_order_that_names_no_channel_goes_to_the_store(OrderSystem system) {
        var orderId = system.placed(anOrder());

        system.awaitSettled(List.of(orderId), SOON);

        var order = system.order(orderId);
        assertThat(order.path("channel").asText()).isEqualTo("STORE");
        assertThat(order.path("state").asText()).isEqualTo("CONFIRMED");
        assertThat(order.path("version").asInt()).isEqualTo(2);
        assertThat(order.path("total").path("amount").asInt()).isEqualTo(1250);
        assertThat(order.path("reason").isNull()).isTrue();
    }

    @Test
    void a_repeated_key_is_answered_as_the_first_time_whatever_the_state_now(OrderSystem system) {
        var key = aKey();
        var first = system.place(key, anOrder());
        var orderId = json(first).path("orderId").asText();
        system.awaitSettled(List.of(orderId), SOON);

        var again = system.place(key, " " + anOrder().replace(":", " : "));

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertThat(first.headers().firstValue("Location")).contains("/orders/" + orderId);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(system.order(orderId).path("version").asInt()).isEqualTo(2);
    }

    @Test
    void the_same_key_with_another_body_is_refused(OrderSystem system) {
        var key = aKey();
        var first = system.place(key, anOrderOf(1));

        var other = system.place(key, anOrderOf(2));

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
    }

    @Test
    void the_largest_order_allowed_passes_end_to_end(OrderSystem system) {
        var orderId = system.placed(theLargestOrder());

        system.awaitSettled(List.of(orderId), SOON);

        var order = system.order(orderId);
        assertThat(order.path("state").asText()).isEqualTo("CONFIRMED");
        assertThat(order.path("items")).hasSize(100);
        assertThat(order.path("total").path("amount").asInt()).isEqualTo(100 * 9 * 1250);
    }

    @Test
    void an_event_delivered_again_changes_nothing(OrderSystem system) {
        try (var orderEvents = TopicTap.on(system, "OrderEventsTopicArn");
                var channelEvents = TopicTap.on(system, "ChannelEventsTopicArn")) {
            var orderId = system.placed(anOrderFor(Channel.COURIER));
            system.awaitSettled(List.of(orderId), SOON);
            var placed = orderEvents.await(orderId, "order.placed.v1", SOON);
            var assigned = channelEvents.await(orderId, "channel.assigned.v1", SOON);
            var assigning = system.engine().activity("AssignOrder");
            var applying = system.engine().activity("ApplyChannelOutcome");

            for (int i = 0; i < 3; i++) {
                system.send("AssignOrderQueueUrl", placed);
                system.send("ApplyChannelOutcomeQueueUrl", assigned);
            }

            await().atMost(SOON).untilAsserted(() -> {
                assertThat(handledSince(assigning, system, "AssignOrder")).isGreaterThanOrEqualTo(3);
                assertThat(handledSince(applying, system, "ApplyChannelOutcome"))
                        .isGreaterThanOrEqualTo(3);
                assertThat(system.isQueueEmpty("AssignOrderQueueUrl")).isTrue();
                assertThat(system.isQueueEmpty("ApplyChannelOutcomeQueueUrl")).isTrue();
            });
            assertThat(system.order(orderId).path("version").asInt()).isEqualTo(2);
            system.tables().assertNothingLostAndNothingTwice(List.of(orderId));
            assertThat(orderEvents.eventsOf(orderId)).hasSize(2);
            assertThat(channelEvents.eventsOf(orderId)).hasSize(1);
        }
    }

    private static long handledSince(Activity before, OrderSystem system, String function) {
        return system.engine().activity(function).since(before).events();
    }
}
