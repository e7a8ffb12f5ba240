package io.orderchannel.channel.slots.application;

import static io.orderchannel.channel.slots.application.OrderRequestFixture.cancellation;
import static io.orderchannel.channel.slots.application.OrderRequestFixture.first;
import static io.orderchannel.channel.slots.domain.RequestFixture.aRequest;
import static org.assertj.core.api.Assertions.assertThat;

import faas.events.CloudEvent;
import faas.events.EventContext;
import faas.events.EventType;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.AssignmentState;
import io.orderchannel.channel.slots.domain.RequestFixture;
import io.orderchannel.events.channel.AssignmentSnapshot;
import io.orderchannel.events.channel.ChannelEventType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerCancellationTest {
    private static final RequestFixture ORDER = aRequest("o1");
    private static final EventContext CONTEXT = new EventContext("trace-1", "correlation-o1", "o1#2");

    private final InMemoryAssignments store = new InMemoryAssignments();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-03-01T12:00:00Z"));

    @Test
    void an_assigned_slot_comes_back_and_the_order_is_told() {
        Assignment.Assigned assigned = assigned();

        assertThat(answer(store, 2)).isEqualTo(decided(AssignmentState.RELEASED));

        assertThat(store.taken(assigned.slots())).isZero();
        assertThat(types()).containsExactly(ChannelEventType.RELEASED);
        CloudEvent answer = store.events().getLast();
        assertThat(answer.context()).isEqualTo(CONTEXT);
        assertThat(((AssignmentSnapshot) answer.data()).reason()).isEqualTo("given up");
    }

    @Test
    void an_order_that_has_not_come_yet_leaves_a_tombstone_and_is_told() {
        assertThat(answer(store, 2)).isEqualTo(decided(AssignmentState.RELEASED));

        assertThat(types()).containsExactly(ChannelEventType.RELEASED);
    }

    @Test
    void what_was_shipped_stays_so_and_the_order_is_told_again() {
        Assignment.Assigned assigned = assigned();
        ship(assigned);

        assertThat(answer(store, 2)).isEqualTo(decided(AssignmentState.SHIPPED));

        assertThat(store.taken(assigned.slots())).isEqualTo(1);
        assertThat(types()).containsExactly(ChannelEventType.SHIPPED);
        assertThat(store.events().getLast().id()).isEqualTo("assignment-o1#3");
    }

    @Test
    void a_request_that_comes_twice_is_answered_once_and_a_newer_one_again() {
        assigned();
        answer(store, 2);

        assertThat(answer(store, 2))
                .isEqualTo(new Outcome.DecidedBefore(store.find(ORDER.id()).orElseThrow()));
        assertThat(answer(store, 3)).isEqualTo(decided(AssignmentState.RELEASED));

        assertThat(types()).containsExactly(ChannelEventType.RELEASED, ChannelEventType.RELEASED);
    }

    @Test
    void the_partner_that_ships_just_then_wins_and_the_answer_says_so() {
        Assignment.Assigned assigned = assigned();
        Assignments shippedJustThen = new ForwardingAssignments(store) {
            @Override
            public boolean change(Change change) {
                if (store.find(ORDER.id()).orElseThrow().equals(assigned)) {
                    ship(assigned);
                }
                return super.change(change);
            }
        };

        assertThat(answer(shippedJustThen, 2)).isEqualTo(decided(AssignmentState.SHIPPED));
    }

    @Test
    void write_conflicts_are_tried_again_until_time_is_over() {
        Assignments conflicts = ForwardingAssignments.withConflicts(store);

        assertThat(new AnswerCancellation(conflicts, clock).answer(cancellation(ORDER, 2), ScriptedTime.of(4)))
                .isEqualTo(new Outcome.OutOfTime(4));
    }

    private Outcome answer(Assignments assignments, long orderVersion) {
        return new AnswerCancellation(assignments, clock)
                .answer(cancellation(ORDER, orderVersion), ScriptedTime.of(100));
    }

    /** What is stored now, as the outcome of a message that changed it. */
    private Outcome decided(AssignmentState state) {
        Assignment stored = store.find(ORDER.id()).orElseThrow();
        assertThat(stored.state()).isEqualTo(state);
        return new Outcome.Decided(stored);
    }

    private Assignment.Assigned assigned() {
        Assignment.Assigned assigned = ORDER.assigned();
        store.take(assigned.slots(), 1, List.of(first(assigned, clock.instant(), CONTEXT)));
        return assigned;
    }

    private void ship(Assignment assigned) {
        assertThat(store.change(Change.unannounced(
                        Optional.of(assigned), assigned.ship().orElseThrow())))
                .isTrue();
    }

    /** The types of the answers. */
    private List<EventType> types() {
        return store.events().stream()
                .map(CloudEvent::type)
                .filter(type -> type != ChannelEventType.ASSIGNED)
                .toList();
    }
}
