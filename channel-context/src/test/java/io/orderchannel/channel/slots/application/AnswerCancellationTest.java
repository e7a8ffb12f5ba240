package io.orderchannel.channel.slots.application;

import static io.orderchannel.channel.slots.domain.RequestFixture.aRequest;
import static org.assertj.core.api.Assertions.assertThat;

import faas.events.CloudEvent;
import faas.events.EventContext;
import faas.events.EventType;
import io.orderchannel.channel.slots.application.AnswerCancellation.Outcome;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.AssignmentState;
import io.orderchannel.channel.slots.domain.Capacity;
import io.orderchannel.channel.slots.domain.OrderMarker;
import io.orderchannel.channel.slots.domain.RequestFixture;
import io.orderchannel.events.channel.ChannelEvent;
import io.orderchannel.events.channel.ChannelEventType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerCancellationTest {

    private static final RequestFixture ORDER = aRequest("o1");
    private static final EventContext CONTEXT = new EventContext("trace-1", "correlation-1", "o1#2");

    private final InMemoryAssignments store = new InMemoryAssignments();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-03-01T12:00:00Z"));

    @Test
    void an_assigned_slot_comes_back_and_the_order_is_told() {
        Assignment.Assigned assigned = assigned();

        assertThat(answer(store, 2)).isEqualTo(new Outcome.Answered(AssignmentState.RELEASED));

        assertThat(store.taken(assigned.slots())).isZero();
        assertThat(types()).containsExactly(ChannelEventType.RELEASED);
        CloudEvent answer = store.events().getLast();
        assertThat(answer.context()).isEqualTo(CONTEXT);
        assertThat(((ChannelEvent) answer.data()).assignment().reason()).isEqualTo("given up");
    }

    @Test
    void an_order_that_has_not_come_yet_leaves_a_tombstone_and_is_told() {
        assertThat(answer(store, 2)).isEqualTo(new Outcome.Answered(AssignmentState.RELEASED));

        assertThat(types()).containsExactly(ChannelEventType.RELEASED);
    }

    @Test
    void what_was_shipped_stays_so_and_the_order_is_told_again() {
        Assignment.Assigned assigned = assigned();
        change(assigned, assigned.ship());

        assertThat(answer(store, 2)).isEqualTo(new Outcome.Answered(AssignmentState.SHIPPED));

        assertThat(store.taken(assigned.slots())).isEqualTo(1);
        assertThat(types()).containsExactly(ChannelEventType.SHIPPED);
        assertThat(store.events().getLast().id()).isEqualTo("assignment-o1#3");
    }

    @Test
    void a_request_that_comes_twice_is_answered_once_and_a_newer_one_again() {
        assigned();
        answer(store, 2);

        assertThat(answer(store, 2)).isEqualTo(new Outcome.AnsweredBefore(AssignmentState.RELEASED));
        assertThat(answer(store, 3)).isEqualTo(new Outcome.Answered(AssignmentState.RELEASED));

        assertThat(types()).containsExactly(ChannelEventType.RELEASED, ChannelEventType.RELEASED);
    }

    @Test
    void the_partner_that_ships_just_then_wins_and_the_answer_says_so() {
        Assignment.Assigned assigned = assigned();
        ChangeAssignment shippedJustThen = change -> {
            if (store.assignment(ORDER.id()).orElseThrow().equals(assigned)) {
                change(assigned, assigned.ship());
            }
            return store.change(change);
        };

        assertThat(answer(shippedJustThen, 2)).isEqualTo(new Outcome.Answered(AssignmentState.SHIPPED));
    }

    @Test
    void write_conflicts_are_tried_again_until_time_is_over() {
        ChangeAssignment contended = _ -> ChangeAssignment.Result.CONTENDED;

        assertThat(new AnswerCancellation(store, contended, clock).answer(request(2), new ScriptedPace(4)))
                .isEqualTo(new Outcome.OutOfTime(4));
    }

    private Outcome answer(ChangeAssignment changes, long orderVersion) {
        return new AnswerCancellation(store, changes, clock).answer(request(orderVersion), new ScriptedPace(100));
    }

    private static CancellationRequest request(long orderVersion) {
        return new CancellationRequest(
                ORDER.request(), new OrderMarker(orderVersion, "o1#" + orderVersion), CONTEXT, "given up");
    }

    private Assignment.Assigned assigned() {
        Assignment.Assigned assigned = ORDER.assigned();
        store.take(
                assigned.slots(),
                new Capacity(1),
                List.of(new TakeSlots.NewAssignment(
                        assigned, AssignmentEvents.announcing(assigned, clock.instant(), CONTEXT))));
        return assigned;
    }

    private void change(Assignment before, Assignment.Decision decision) {
        Assignment after = ((Assignment.Decision.Changed) decision).assignment();
        assertThat(store.change(Changes.unannounced(Optional.of(before), after)))
                .isEqualTo(ChangeAssignment.Result.STORED);
    }

    /** The types of the answers. */
    private List<EventType> types() {
        return store.events().stream()
                .map(CloudEvent::type)
                .filter(type -> type != ChannelEventType.ASSIGNED)
                .toList();
    }
}
