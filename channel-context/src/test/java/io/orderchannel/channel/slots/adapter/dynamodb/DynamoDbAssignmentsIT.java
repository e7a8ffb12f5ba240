package io.orderchannel.channel.slots.adapter.dynamodb;

import static io.orderchannel.channel.slots.domain.RequestFixture.aRequest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.events.CloudEvent;
import faas.events.EventContext;
import faas.kit.aws.LosesFirstAnswer;
import io.orderchannel.channel.slots.application.Assignments;
import io.orderchannel.channel.slots.application.Assignments.NotTaken;
import io.orderchannel.channel.slots.application.AssignmentsContract;
import io.orderchannel.channel.slots.application.Change;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.OrderMarker;
import io.orderchannel.channel.slots.domain.RequestFixture;
import io.orderchannel.channel.slots.domain.Slots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbAssignmentsIT extends AssignmentsContract {
    private static final Instant UNTIL = Instant.parse("2026-03-01T12:00:00.001Z");
    private static final EventContext CONTEXT = new EventContext("trace-1", "correlation-1", "cause-1");

    private static LocalChannels channels;

    @BeforeAll
    static void start() {
        channels = LocalChannels.start();
    }

    @AfterAll
    static void stop() {
        channels.close();
    }

    @Override
    protected Assignments store() {
        return channels.assignments();
    }

    @Override
    protected int taken(Slots slots) {
        return channels.taken(slots);
    }

    @Override
    protected Optional<CloudEvent> storedEvent(OrderId orderId) {
        return channels.storedEvent(orderId.value());
    }

    @Test
    void an_answer_that_is_lost_does_not_count_slots_twice() {
        RequestFixture order = aRequest("lost").on("2026-04-01");
        try (LosesFirstAnswer unreliable = new LosesFirstAnswer(UrlConnectionHttpClient.create());
                DynamoDbClient retrying = channels.client(unreliable)) {
            Optional<NotTaken> notTaken = new DynamoDbAssignments(retrying, LocalChannels.TABLE, LocalChannels::token)
                    .take(order.slots(), 10, List.of(first(order.assigned())));

            assertThat(unreliable.lost()).isEqualTo(1);
            assertThat(notTaken).isEmpty();
            assertThat(taken(order.slots())).isEqualTo(1);
        }
    }

    @Test
    void several_at_once_sell_each_slot_once_and_no_more_than_there_are() throws Exception {
        List<RequestFixture> orders = IntStream.range(0, 60)
                .mapToObj(i -> aRequest("rush-" + i).on("2026-04-02"))
                .toList();
        List<Callable<Optional<NotTaken>>> attempts = new ArrayList<>();
        for (RequestFixture order : orders) {
            // Each order comes twice, as a queue may deliver it.
            for (int copy = 0; copy < 2; copy++) {
                attempts.add(() -> store().take(order.slots(), 40, List.of(first(order.assigned()))));
            }
        }
        Collections.shuffle(attempts, new Random(7));

        try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
            executor.invokeAll(attempts);
        }

        long assigned = orders.stream()
                .filter(order -> storedEvent(order.id()).isPresent())
                .count();
        assertThat(assigned).isEqualTo(40);
        assertThat(taken(orders.getFirst().slots())).isEqualTo(40);
    }

    @Test
    void a_timer_ends_no_sooner_than_its_reservation_and_stays_when_that_is_confirmed() {
        Assignment.Held held = aRequest("timed").on("2026-04-12").held(UNTIL);
        store().hold(held, 1, CONTEXT);
        Map<String, AttributeValue> timer = channels.item("expiry#timed");

        store().change(unannounced(held, held.confirm(new OrderMarker(2, "timed#2"), Instant.EPOCH)));

        assertThat(LocalChannels.attribute(timer, "expiresAt").n())
                .isEqualTo(Long.toString(Instant.parse("2026-03-01T12:00:01Z").getEpochSecond()));
        assertThat(LocalChannels.attribute(timer, "correlationid").s()).isEqualTo("correlation-1");
        assertThat(channels.item("expiry#timed")).isEqualTo(timer);
        assertThat(channels.item("ASSIGNMENT#timed")).doesNotContainKeys("heldSlots", "heldUntil");
    }

    @Test
    void an_assignment_that_an_earlier_version_stored_as_cancelled_is_a_released_one() {
        Assignment.Held held = aRequest("old").on("2026-04-15").held(UNTIL);
        store().hold(held, 1, CONTEXT);
        channels.client()
                .updateItem(request -> request.tableName(LocalChannels.TABLE)
                        .key(ChannelItems.keyOf(ChannelItems.key(held.orderId())))
                        .updateExpression("SET #state = :cancelled, reason = :reason")
                        .expressionAttributeNames(Map.of("#state", "state"))
                        .expressionAttributeValues(Map.of(
                                ":cancelled",
                                AttributeValue.fromS("CANCELLED"),
                                ":reason",
                                AttributeValue.fromS("too late"))));

        assertThat(store().find(held.orderId()))
                .contains(new Assignment.Released(
                        held.orderId(), held.slots(), held.version(), held.applied(), "too late"));
    }

    @Test
    void a_counter_that_lost_count_is_an_error_and_changes_nothing() {
        Assignment.Held held = aRequest("lost-count").on("2026-04-13").held(UNTIL);
        store().hold(held, 1, CONTEXT);
        channels.client()
                .updateItem(request -> request.tableName(LocalChannels.TABLE)
                        .key(ChannelItems.keyOf(ChannelItems.key(held.slots())))
                        .updateExpression("SET taken = :none")
                        .expressionAttributeValues(Map.of(":none", AttributeValue.fromN("0"))));

        assertThatThrownBy(() ->
                        store().change(unannounced(held, held.expire(UNTIL).orElseThrow())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lost-count")
                .hasMessageContaining("none is counted as taken");
        assertThat(store().find(held.orderId())).contains(held);
    }

    private static Change unannounced(Assignment before, Assignment after) {
        return new Change(Optional.of(before), after, Optional.empty(), Optional.empty());
    }
}
