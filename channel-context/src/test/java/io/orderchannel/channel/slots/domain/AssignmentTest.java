package io.orderchannel.channel.slots.domain;

import static io.orderchannel.channel.slots.domain.RequestFixture.aRequest;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AssignmentTest {
    private static final Instant UNTIL = Instant.parse("2026-03-01T12:01:00Z");
    private static final OrderMarker SECOND = new OrderMarker(2, "o1#2");

    /** Everything that can happen to an assignment. */
    private static final List<Function<Assignment, Optional<Assignment>>> STEPS = List.of(
            assignment -> assignment.answerCancellation(SECOND, "given up"),
            assignment -> assignment.giveBack(SECOND, "given back"),
            Assignment::ship,
            Assignment::deliver,
            assignment -> assignment.fail("lost"),
            assignment -> held(assignment, held -> Optional.of(held.confirm(SECOND, UNTIL.minusMillis(1)))),
            assignment -> held(assignment, held -> Optional.of(held.confirm(SECOND, UNTIL))),
            assignment -> held(assignment, held -> held.expire(UNTIL)));

    @ParameterizedTest
    @EnumSource
    void every_step_leads_where_the_table_says_and_each_transition_of_it_is_made_by_one(AssignmentState state) {
        Assignment assignment = in(state);

        assertThat(STEPS.stream()
                        .map(step -> step.apply(assignment))
                        .flatMap(Optional::stream)
                        .map(Assignment::state)
                        .filter(after -> after != state))
                .hasSameElementsAs(state.next());
    }

    @ParameterizedTest
    @EnumSource
    void a_step_counts_the_version_up_and_keeps_order_and_slots(AssignmentState state) {
        Assignment assignment = in(state);

        for (Function<Assignment, Optional<Assignment>> step : STEPS) {
            step.apply(assignment).ifPresent(after -> {
                assertThat(after.version()).isEqualTo(2);
                assertThat(after.orderId()).isEqualTo(assignment.orderId());
                assertThat(after.slots()).isEqualTo(assignment.slots());
            });
        }
    }

    @Test
    void a_slot_comes_back_only_where_none_is_held_afterwards() {
        assertThat(AssignmentState.values())
                .filteredOn(AssignmentState::holdsSlot)
                .containsExactly(
                        AssignmentState.HELD,
                        AssignmentState.ASSIGNED,
                        AssignmentState.SHIPPED,
                        AssignmentState.DELIVERED);
        // A slot that came back is never taken again by the same order.
        assertThat(AssignmentState.values())
                .filteredOn(state -> !state.holdsSlot())
                .allSatisfy(state -> assertThat(state.next()).isEmpty());
    }

    @Test
    void a_request_for_cancellation_that_is_not_newer_than_what_was_applied_was_answered_before() {
        Assignment.Assigned assigned = aRequest("o1").assigned();

        assertThat(assigned.answerCancellation(new OrderMarker(1, "o1#1"), "late"))
                .isEmpty();
        assertThat(assigned.answerCancellation(SECOND, "given up"))
                .contains(new Assignment.Released(assigned.orderId(), assigned.slots(), 2, SECOND, "given up"));
    }

    @ParameterizedTest
    @EnumSource
    void a_newer_request_for_cancellation_is_answered_in_every_state(AssignmentState state) {
        assertThat(in(state).answerCancellation(SECOND, "given up")).hasValueSatisfying(answer -> {
            assertThat(answer.applied()).isEqualTo(SECOND);
            assertThat(answer.state())
                    .isEqualTo(
                            switch (state) {
                                case HELD, ASSIGNED, RELEASED -> AssignmentState.RELEASED;
                                case SHIPPED, DELIVERED, FAILED, REJECTED -> state;
                            });
        });
    }

    @Test
    void who_knows_an_older_version_of_the_order_gives_nothing_back() {
        Assignment.Held held = aRequest("o1").held(UNTIL);
        Assignment assigned = held.confirm(SECOND, UNTIL.minusSeconds(1));

        assertThat(assigned.giveBack(new OrderMarker(1, "o1#1"), "late")).isEmpty();
        assertThat(assigned.giveBack(SECOND, "given back")).isPresent();
    }

    @Test
    void a_reservation_is_confirmed_before_its_end_and_not_at_it() {
        Assignment.Held held = aRequest("o1").held(UNTIL);

        assertThat(held.confirm(SECOND, UNTIL.minusMillis(1)))
                .isEqualTo(new Assignment.Assigned(held.orderId(), held.slots(), 2, SECOND));
        assertThat(held.confirm(SECOND, UNTIL))
                .isEqualTo(new Assignment.Released(
                        held.orderId(),
                        held.slots(),
                        2,
                        held.applied(),
                        "the reservation ran out at 2026-03-01T12:01:00Z"));
        assertThat(held.expire(UNTIL.minusMillis(1))).isEmpty();
    }

    @Test
    void an_assignment_id_names_its_order() {
        assertThat(OrderId.ofAssignment(new OrderId("o1").assignmentId())).contains(new OrderId("o1"));
        assertThat(OrderId.ofAssignment("assignment-")).isEmpty();
        assertThat(OrderId.ofAssignment("o1")).isEmpty();
    }

    private static Optional<Assignment> held(
            Assignment assignment, Function<Assignment.Held, Optional<Assignment>> step) {
        return assignment instanceof Assignment.Held held ? step.apply(held) : Optional.empty();
    }

    private static Assignment in(AssignmentState state) {
        RequestFixture request = aRequest("o1");
        Assignment.Assigned assigned = request.assigned();
        return switch (state) {
            case HELD -> request.held(UNTIL);
            case ASSIGNED -> assigned;
            case SHIPPED -> new Assignment.Shipped(assigned.orderId(), assigned.slots(), 1, assigned.applied());
            case DELIVERED -> new Assignment.Delivered(assigned.orderId(), assigned.slots(), 1, assigned.applied());
            case FAILED -> new Assignment.Failed(assigned.orderId(), assigned.slots(), 1, assigned.applied(), "lost");
            case REJECTED -> request.rejected();
            case RELEASED ->
                new Assignment.Released(assigned.orderId(), assigned.slots(), 1, assigned.applied(), "given back");
        };
    }
}
