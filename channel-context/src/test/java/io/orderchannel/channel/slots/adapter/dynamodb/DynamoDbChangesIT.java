package io.orderchannel.channel.slots.adapter.dynamodb;

import static io.orderchannel.channel.slots.domain.RequestFixture.aRequest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.events.CloudEvent;
import faas.events.EventContext;
import io.orderchannel.channel.slots.application.AssignmentChangeContract;
import io.orderchannel.channel.slots.application.ChangeAssignment.Change;
import io.orderchannel.channel.slots.application.StorePorts;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.Capacity;
import io.orderchannel.channel.slots.domain.OrderMarker;
import io.orderchannel.channel.slots.domain.RequestFixture;
import io.orderchannel.channel.slots.domain.Slots;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbChangesIT extends AssignmentChangeContract {

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
    protected StorePorts store() {
        return channels.ports();
    }

    @Override
    protected int taken(Slots slots) {
        return channels.taken(slots);
    }

    @Override
    protected Optional<CloudEvent> storedEvent(RequestFixture order) {
        return channels.storedEvent(order.order());
    }

    @Test
    void a_timer_ends_no_sooner_than_its_reservation_and_stays_when_that_is_confirmed() {
        Assignment.Held held = aRequest("timed").on("2026-02-12").held(UNTIL);
        store().holds().hold(held, new Capacity(1), CONTEXT);
        Map<String, AttributeValue> timer = channels.item("expiry#timed");

        store().changes().change(change(held, held.confirm(new OrderMarker(2, "timed#2"), Instant.EPOCH)));

        assertThat(LocalChannels.attribute(timer, "expiresAt").n())
                .isEqualTo(Long.toString(Instant.parse("2026-03-01T12:00:01Z").getEpochSecond()));
        assertThat(LocalChannels.attribute(timer, "correlationid").s()).isEqualTo("correlation-1");
        assertThat(channels.item("expiry#timed")).isEqualTo(timer);
        assertThat(channels.item("ASSIGNMENT#timed")).doesNotContainKeys("heldSlots", "heldUntil");
    }

    @Test
    void an_assignment_that_an_earlier_version_stored_as_cancelled_is_a_released_one() {
        Assignment.Held held = aRequest("old").on("2026-02-15").held(UNTIL);
        store().holds().hold(held, new Capacity(1), CONTEXT);
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

        assertThat(store().assignments().find(held.orderId()))
                .contains(new Assignment.Released(
                        held.orderId(), held.slots(), held.version(), held.applied(), "too late"));
    }

    @Test
    void a_counter_that_lost_count_is_an_error_and_changes_nothing() {
        Assignment.Held held = aRequest("lost-count").on("2026-02-13").held(UNTIL);
        store().holds().hold(held, new Capacity(1), CONTEXT);
        channels.client()
                .updateItem(request -> request.tableName(LocalChannels.TABLE)
                        .key(ChannelItems.keyOf(ChannelItems.key(held.slots())))
                        .updateExpression("SET taken = :none")
                        .expressionAttributeValues(Map.of(":none", AttributeValue.fromN("0"))));

        assertThatThrownBy(() -> store().changes().change(change(held, held.expire(UNTIL))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lost-count")
                .hasMessageContaining("none is counted as taken");
        assertThat(store().assignments().find(held.orderId())).contains(held);
    }

    private static Change change(Assignment before, Assignment.Decision decision) {
        return new Change(
                Optional.of(before),
                ((Assignment.Decision.Changed) decision).assignment(),
                Optional.empty(),
                Optional.empty());
    }
}
