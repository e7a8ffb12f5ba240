package io.orderchannel.channel.slots.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import faas.events.CloudEvent;
import faas.kit.LambdaRuntime;
import io.orderchannel.channel.Examples;
import io.orderchannel.channel.slots.application.AnswerCancellation;
import io.orderchannel.channel.slots.application.AssignOrder;
import io.orderchannel.channel.slots.application.Assignments;
import io.orderchannel.channel.slots.application.Change;
import io.orderchannel.channel.slots.application.ForwardingAssignments;
import io.orderchannel.channel.slots.application.InMemoryAssignments;
import io.orderchannel.channel.slots.application.OrderRequest;
import io.orderchannel.channel.slots.application.Partner;
import io.orderchannel.channel.slots.domain.AssignmentState;
import io.orderchannel.channel.slots.domain.Capacities;
import io.orderchannel.channel.slots.domain.Channel;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.Slots;
import io.orderchannel.events.channel.ChannelEventType;
import io.orderchannel.events.order.OrderItem;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AssignOrderHandlerTest {
    private static final String FIRST = "059f36b4-87a3-44ab-83d2-661975830a7d";
    private static final String SECOND = "2e1424d4-f796-459a-8184-9c92662be6da";
    private static final String PLACED = Examples.of("order.placed.v1");
    private static final String CANCELLATION = Examples.of("order.cancellation-requested.v1");
    private static final OrderId ORDER = new OrderId("5f0c1d9e4b7a48d2a3c6e8f01b2d4a69");
    private static final Slots SLOTS = new Slots(Channel.COURIER, LocalDate.parse("2026-03-01"));

    private final LambdaRuntime runtime = new LambdaRuntime();
    private final InMemoryAssignments assignments = new InMemoryAssignments();
    private final List<OrderRequest> notified = new ArrayList<>();

    @Test
    void an_order_is_assigned_for_the_day_on_which_it_was_placed() {
        assertThat(invoke(10, PLACED, PLACED)).isEqualTo(failures());

        assertThat(assignments.taken(SLOTS)).isEqualTo(1);
        CloudEvent event = assignments.events().getFirst();
        assertThat(event.type()).isEqualTo(ChannelEventType.ASSIGNED);
        assertThat(event.context().causationId()).isEqualTo(ORDER.value() + "#1");
    }

    @Test
    void an_order_without_a_slot_is_rejected_and_its_message_done() {
        assertThat(invoke(0, PLACED, PLACED)).isEqualTo(failures());

        assertThat(assignments.events()).extracting(CloudEvent::type).containsExactly(ChannelEventType.REJECTED);
    }

    @Test
    void an_unreadable_message_fails_alone() {
        assertThat(invoke(10, "this is no event", PLACED)).isEqualTo(failures(FIRST));
        assertThat(assignments.taken(SLOTS)).isEqualTo(1);
    }

    @Test
    void an_event_of_another_or_an_unknown_type_is_acknowledged_with_a_warning_and_counted() {
        assertThat(invoke(10, PLACED, Examples.of("order.confirmed.v1"))).isEqualTo(failures());
        assertThat(invoke(10, PLACED, PLACED.replace("order.placed.v1", "order.vanished.v1")))
                .isEqualTo(failures());

        assertThat(runtime.lines())
                .anyMatch(line -> line.contains("\"level\":\"WARN\"") && line.contains("order.confirmed.v1"))
                .anyMatch(line -> line.contains("\"level\":\"WARN\"") && line.contains("order.vanished.v1"))
                .anyMatch(line -> line.contains("\"MessagesIgnored\":1"));
    }

    @Test
    void an_unknown_version_of_its_type_fails_alone() {
        assertThat(invoke(10, PLACED, PLACED.replace("order.placed.v1", "order.placed.v2")))
                .isEqualTo(failures(SECOND));
    }

    @Test
    void an_event_with_a_time_that_has_no_day_fails_alone() {
        String never = PLACED.replaceFirst("\"placedAt\": \"[^\"]+", "\"placedAt\": \"+1000000000-01-01T00:00:00Z");
        assertThat(never).isNotEqualTo(PLACED);

        assertThat(invoke(10, never, PLACED)).isEqualTo(failures(FIRST));
        assertThat(assignments.taken(SLOTS)).isEqualTo(1);
    }

    @Test
    void a_message_that_nests_too_deep_fails_alone() {
        String deep = PLACED.replaceFirst("\"data\":", "\"gift\":" + "[".repeat(60_000) + ",\"data\":");
        assertThat(deep).isNotEqualTo(PLACED);

        assertThat(invoke(10, deep, PLACED)).isEqualTo(failures(FIRST));
        assertThat(assignments.taken(SLOTS)).isEqualTo(1);
    }

    @Test
    void an_overflow_of_the_stack_in_the_store_fails_its_order_alone() {
        assertThat(invoke(failing(new StackOverflowError()), notified::add, 10, PLACED, CANCELLATION))
                .isEqualTo(failures(FIRST));
    }

    @Test
    void nothing_of_a_broken_message_is_logged() {
        invoke(10, PLACED.replace("COURIER", "SECRET-4711"), "SECRET-4711");
        invoke(10, PLACED.replaceFirst("\"version\": *1", "\"version\":\"SECRET-4711\""), "{\"SECRET-4711");
        invoke(10, PLACED.replace("order.placed.v1", "SECRET-4711"), PLACED.replace(":", " SECRET-4711 "));

        assertThat(runtime.lines()).isNotEmpty().noneMatch(line -> line.contains("SECRET"));
    }

    @Test
    void a_message_that_comes_again_is_done_and_changes_nothing() {
        invoke(10, PLACED, PLACED);

        assertThat(invoke(10, PLACED, PLACED)).isEqualTo(failures());
        assertThat(assignments.events()).hasSize(1);
    }

    @Test
    void a_store_that_fails_gives_every_message_of_the_order_back() {
        Assignments failing = failing(new IllegalStateException("no such table"));

        assertThat(invoke(failing, notified::add, 10, PLACED, PLACED)).isEqualTo(failures(FIRST, SECOND));
        assertThat(runtime.lines()).anyMatch(line -> line.contains("no such table"));
    }

    @Test
    void the_partner_of_an_assigned_order_is_notified_of_what_to_deliver() {
        invoke(10, PLACED, PLACED);

        assertThat(notified).singleElement().satisfies(order -> {
            assertThat(order.orderId()).isEqualTo(ORDER);
            assertThat(order.slots().channel()).isEqualTo(Channel.COURIER);
            assertThat(order.items())
                    .extracting(OrderItem::sku, OrderItem::quantity)
                    .containsExactly(tuple("MUG-BLUE", 2), tuple("CAFÉ-BEANS-1KG", 1));
        });
    }

    @Test
    void a_partner_that_could_not_be_notified_fails_the_message_and_not_the_assignment() {
        Partner throttled = _ -> {
            throw new IllegalStateException("throttled");
        };

        assertThat(invoke(assignments, throttled, 10, PLACED, PLACED)).isEqualTo(failures(FIRST, SECOND));
        assertThat(assignments.events()).hasSize(1);

        assertThat(invoke(10, PLACED, PLACED)).isEqualTo(failures());
        assertThat(assignments.events()).hasSize(1);
        assertThat(notified).hasSize(1);
    }

    @Test
    void an_order_to_be_cancelled_gives_its_slot_back_although_its_message_stands_first() {
        assertThat(invoke(10, CANCELLATION, PLACED)).isEqualTo(failures());

        assertThat(assignments.taken(SLOTS)).isZero();
        assertThat(assignments.find(ORDER).orElseThrow().state()).isEqualTo(AssignmentState.RELEASED);
        assertThat(assignments.events())
                .extracting(CloudEvent::type)
                .containsExactly(ChannelEventType.ASSIGNED, ChannelEventType.RELEASED);
        assertThat(assignments.events().getLast().context().causationId()).isEqualTo(ORDER.value() + "#3");
        assertThat(runtime.lines()).anyMatch(line -> line.contains("cancellation answered"));
    }

    @Test
    void an_order_whose_cancellation_came_first_takes_no_slot_and_is_answered_once() {
        assertThat(invoke(10, CANCELLATION, CANCELLATION)).isEqualTo(failures());
        assertThat(invoke(10, PLACED, PLACED)).isEqualTo(failures());

        assertThat(assignments.taken(SLOTS)).isZero();
        assertThat(assignments.events()).extracting(CloudEvent::type).containsExactly(ChannelEventType.RELEASED);
        assertThat(notified).isEmpty();
        assertThat(runtime.lines()).anyMatch(line -> line.contains("cancellation answered before"));
    }

    @Test
    void a_cancellation_that_could_not_be_stored_fails_alone() {
        Assignments broken = ForwardingAssignments.withoutTable(assignments);

        assertThat(invoke(broken, notified::add, 10, CANCELLATION, PLACED)).isEqualTo(failures(FIRST));
        assertThat(assignments.taken(SLOTS)).isEqualTo(1);
    }

    @Test
    void an_express_order_is_left_to_the_one_who_asks_for_its_slot() {
        String express = PLACED.replace("\"placedAt\"", "\"express\": true, \"placedAt\"");
        assertThat(express).isNotEqualTo(PLACED);

        assertThat(invoke(10, express, express)).isEqualTo(failures());

        assertThat(assignments.all()).isEmpty();
    }

    @Test
    void the_time_that_each_type_of_event_takes_is_measured() {
        invoke(10, PLACED, CANCELLATION);

        assertThat(runtime.lines())
                .anyMatch(line -> line.contains("order.placed.v1") && line.contains("Duration"))
                .anyMatch(line -> line.contains("order.cancellation-requested.v1") && line.contains("Duration"));
    }

    @Test
    void log_lines_carry_the_correlation_of_the_event() {
        invoke(10, PLACED, PLACED);

        String correlation = assignments.events().getFirst().context().correlationId();
        assertThat(runtime.lines())
                .anyMatch(line ->
                        line.contains("order assigned") && line.contains("\"correlationId\":\"" + correlation + "\""));
    }

    /** A store that takes no slot, but fails. */
    private Assignments failing(Throwable failure) {
        return new ForwardingAssignments(assignments) {
            @Override
            public Optional<NotTaken> take(Slots slots, int capacity, List<Change> changes) {
                if (failure instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) failure;
            }
        };
    }

    private String invoke(int capacity, String first, String second) {
        return invoke(assignments, notified::add, capacity, first, second);
    }

    private String invoke(Assignments store, Partner partner, int capacity, String first, String second) {
        Capacities capacities = CapacityVariable.parse("STORE=0,COURIER=" + capacity + ",LOCKER=0,MARKETPLACE=0");
        AssignOrderHandler handler = new AssignOrderHandler(
                new AssignOrderHandler.UseCases(
                        new AssignOrder(store, partner, capacities, Clock.systemUTC()),
                        new AnswerCancellation(store, Clock.systemUTC())),
                SlotModule.orderEvents()::decode,
                runtime.invocations());
        return runtime.invoke(
                handler,
                SQSEvent.class,
                SQSBatchResponse.class,
                LambdaRuntime.event("order-events")
                        .replace("${first}", Examples.quoted(first))
                        .replace("${second}", Examples.quoted(second)));
    }

    private static String failures(String... messageIds) {
        StringBuilder failures = new StringBuilder();
        for (String id : messageIds) {
            failures.append(failures.isEmpty() ? "" : ",")
                    .append("{\"itemIdentifier\":\"")
                    .append(id)
                    .append("\"}");
        }
        return "{\"batchItemFailures\":[" + failures + "]}";
    }
}
