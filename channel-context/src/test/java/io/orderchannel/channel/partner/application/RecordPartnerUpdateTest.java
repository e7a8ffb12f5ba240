package io.orderchannel.channel.partner.application;

import static io.orderchannel.channel.slots.domain.RequestFixture.aRequest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.events.CloudEvent;
import faas.events.EventContext;
import io.orderchannel.channel.partner.application.PartnerUpdate.Kind;
import io.orderchannel.channel.partner.application.RecordPartnerUpdate.Result;
import io.orderchannel.channel.slots.application.Assignments;
import io.orderchannel.channel.slots.application.ForwardingAssignments;
import io.orderchannel.channel.slots.application.InMemoryAssignments;
import io.orderchannel.channel.slots.application.OrderRequestFixture;
import io.orderchannel.channel.slots.application.ScriptedTime;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.AssignmentState;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.RequestFixture;
import io.orderchannel.events.channel.ChannelEventType;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordPartnerUpdateTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
    private static final EventContext CONTEXT = new EventContext("trace-1", "correlation-1", "webhook-1");
    private static final RequestFixture ORDER = aRequest("o1");

    private final InMemoryAssignments store = new InMemoryAssignments();
    private final RecordPartnerUpdate recordPartnerUpdate = new RecordPartnerUpdate(store, CLOCK);

    @BeforeEach
    void an_order_is_assigned() {
        store.take(ORDER.slots(), 1, List.of(OrderRequestFixture.first(ORDER.assigned(), NOON, CONTEXT)));
    }

    @Test
    void a_shipment_is_recorded_and_announced() {
        assertThat(record(Kind.SHIPPED, "w1")).isEqualTo(new Result.Recorded(AssignmentState.SHIPPED));

        CloudEvent event = store.events().getLast();
        assertThat(event.type()).isEqualTo(ChannelEventType.SHIPPED);
        assertThat(event.id()).isEqualTo("assignment-o1#2");
        assertThat(event.context()).isEqualTo(CONTEXT);
        assertThat(store.taken(ORDER.slots())).isEqualTo(1);
    }

    @Test
    void a_delivered_order_keeps_its_slot() {
        record(Kind.SHIPPED, "w1");

        assertThat(record(Kind.DELIVERED, "w2")).isEqualTo(new Result.Recorded(AssignmentState.DELIVERED));

        assertThat(store.events().getLast().type()).isEqualTo(ChannelEventType.DELIVERED);
        assertThat(store.taken(ORDER.slots())).isEqualTo(1);
    }

    @Test
    void a_failure_gives_the_slot_back_once() {
        assertThat(record(Kind.FAILED, "w1")).isEqualTo(new Result.Recorded(AssignmentState.FAILED));
        assertThat(record(Kind.FAILED, "w1")).isEqualTo(new Result.Repeated(AssignmentState.FAILED));
        assertThat(record(Kind.FAILED, "w2"))
                .isEqualTo(new Result.NotAllowed(AssignmentState.FAILED, AssignmentState.FAILED));

        assertThat(store.events())
                .hasSize(2)
                .last()
                .extracting(CloudEvent::type)
                .isEqualTo(ChannelEventType.FAILED);
        assertThat(store.taken(ORDER.slots())).isZero();
    }

    @Test
    void a_message_that_comes_again_gets_its_first_answer_whatever_happened_since() {
        record(Kind.SHIPPED, "w1");
        record(Kind.DELIVERED, "w2");

        assertThat(record(Kind.SHIPPED, "w1")).isEqualTo(new Result.Repeated(AssignmentState.SHIPPED));
        assertThat(store.events()).hasSize(3);
    }

    @Test
    void another_message_under_the_same_id_changes_nothing() {
        record(Kind.SHIPPED, "w1");

        assertThat(record(new PartnerUpdate(ORDER.assigned().id(), Kind.DELIVERED, null, "w1", "other", CONTEXT)))
                .isEqualTo(new Result.BodyDiffers());
        assertThat(store.events()).hasSize(2);
    }

    @Test
    void nothing_is_delivered_that_was_not_shipped_and_the_message_may_come_again_when_it_was() {
        assertThat(record(Kind.DELIVERED, "w2"))
                .isEqualTo(new Result.NotAllowed(AssignmentState.ASSIGNED, AssignmentState.DELIVERED));
        record(Kind.SHIPPED, "w1");

        assertThat(record(Kind.DELIVERED, "w2")).isEqualTo(new Result.Recorded(AssignmentState.DELIVERED));
    }

    @Test
    void an_assignment_that_does_not_exist_is_unknown() {
        for (String id : List.of("assignment-other", "o1", "assignment-")) {
            assertThat(record(new PartnerUpdate(id, Kind.SHIPPED, null, "w1", "hash", CONTEXT)))
                    .isEqualTo(new Result.UnknownAssignment());
        }
    }

    @Test
    void the_same_message_twice_at_once_is_recorded_once_and_answered_alike() {
        List<Result> first = new ArrayList<>();
        // The other one is through between this one's reading and its writing.
        Assignments slow = new ForwardingAssignments(store) {
            @Override
            public Optional<Assignment> find(OrderId orderId) {
                Optional<Assignment> before = super.find(orderId);
                if (first.isEmpty()) {
                    first.add(record(Kind.SHIPPED, "w1"));
                }
                return before;
            }
        };

        Result second =
                new RecordPartnerUpdate(slow, CLOCK).record(update(Kind.SHIPPED, "w1", null), ScriptedTime.of(10));

        assertThat(first).containsExactly(new Result.Recorded(AssignmentState.SHIPPED));
        assertThat(second).isEqualTo(new Result.Repeated(AssignmentState.SHIPPED));
    }

    @Test
    void write_conflicts_without_end_are_given_up_when_time_is_over() {
        Assignments conflicts = ForwardingAssignments.withConflicts(store);

        assertThat(new RecordPartnerUpdate(conflicts, CLOCK)
                        .record(update(Kind.SHIPPED, "w1", null), ScriptedTime.of(3)))
                .isEqualTo(new Result.OutOfTime(3));
    }

    @Test
    void a_failure_needs_a_reason() {
        assertThatThrownBy(() -> new PartnerUpdate(ORDER.assigned().id(), Kind.FAILED, null, "w1", "hash", CONTEXT))
                .hasMessage("assignment assignment-o1: update FAILED has no reason, expected one");
    }

    private Result record(Kind kind, String webhookId) {
        return record(update(kind, webhookId, kind == Kind.FAILED ? "lost" : null));
    }

    private Result record(PartnerUpdate update) {
        return recordPartnerUpdate.record(update, ScriptedTime.of(10));
    }

    private static PartnerUpdate update(Kind kind, String webhookId, @Nullable String reason) {
        return new PartnerUpdate(ORDER.assigned().id(), kind, reason, webhookId, "hash-of-" + webhookId, CONTEXT);
    }
}
