package io.orderchannel.channel.slots.application;

import static io.orderchannel.channel.slots.application.OrderRequestFixture.placed;
import static io.orderchannel.channel.slots.domain.RequestFixture.aRequest;
import static org.assertj.core.api.Assertions.assertThat;

import faas.events.CloudEvent;
import faas.events.EventContext;
import faas.kit.time.TimeLeft;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.Capacities;
import io.orderchannel.channel.slots.domain.Channel;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.RequestFixture;
import io.orderchannel.channel.slots.domain.Slots;
import io.orderchannel.events.channel.ChannelEventType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AssignOrderTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
    private static final RequestFixture A = aRequest("a");
    private static final RequestFixture B = aRequest("b");
    private static final RequestFixture C = aRequest("c");

    private final InMemoryAssignments assignments = new InMemoryAssignments();
    private final List<OrderRequest> notified = new ArrayList<>();
    private final List<List<String>> transactions = new ArrayList<>();

    @Test
    void orders_for_the_same_slots_are_assigned_in_one_transaction() {
        Map<OrderId, Outcome> outcomes = assign(10, A, B, C);

        assertThat(outcomes)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(A.id(), assigned(A), B.id(), assigned(B), C.id(), assigned(C)));
        assertThat(transactions).containsExactly(List.of("a", "b", "c"));
        assertThat(assignments.taken(A.slots())).isEqualTo(3);
        assertThat(assignments.events()).extracting(CloudEvent::type).containsOnly(ChannelEventType.ASSIGNED);
    }

    @Test
    void an_event_carries_on_the_correlation_of_its_order() {
        assign(10, A);

        CloudEvent event = assignments.events().getFirst();
        assertThat(event.context().correlationId()).isEqualTo("correlation-a");
        assertThat(event.context().causationId()).isEqualTo("a#1");
        assertThat(event.id()).isEqualTo("assignment-a#1");
    }

    @Test
    void orders_for_other_channels_or_days_are_assigned_apart() {
        assign(10, A, B.through(Channel.STORE), C.on("2026-03-02"));

        assertThat(transactions).containsExactly(List.of("a"), List.of("b"), List.of("c"));
    }

    @Test
    void an_order_that_is_in_the_batch_twice_takes_one_slot() {
        assertThat(assign(10, A, A, B)).containsOnlyKeys(A.id(), B.id());

        assertThat(transactions).containsExactly(List.of("a", "b"));
        assertThat(assignments.taken(A.slots())).isEqualTo(2);
    }

    @Test
    void more_orders_than_a_transaction_holds_are_split() {
        RequestFixture[] orders =
                IntStream.range(0, 150).mapToObj(i -> aRequest("order-" + i)).toArray(RequestFixture[]::new);

        assertThat(assign(1_000, orders).values()).hasSize(150).allMatch(AssignOrderTest::isAssigned);
        assertThat(transactions).extracting(List::size).containsExactly(99, 51);
    }

    @Test
    void a_duplicate_drops_out_and_the_others_go_on_together() {
        assign(10, B);
        transactions.clear();

        Map<OrderId, Outcome> outcomes = assign(10, A, B, C);

        assertThat(outcomes)
                .containsEntry(A.id(), assigned(A))
                .containsEntry(B.id(), new Outcome.DecidedBefore(B.assigned()))
                .containsEntry(C.id(), assigned(C));
        assertThat(transactions).containsExactly(List.of("a", "b", "c"), List.of("a", "c"));
        assertThat(assignments.taken(A.slots())).isEqualTo(3);
    }

    @Test
    void missing_capacity_falls_back_to_one_at_a_time_and_those_who_came_first_get_the_rest() {
        Map<OrderId, Outcome> outcomes = assign(2, A, B, C);

        String reason = "channel LOCKER has none of its 2 slots left on 2026-03-01";
        assertThat(outcomes)
                .containsEntry(A.id(), assigned(A))
                .containsEntry(B.id(), assigned(B))
                .containsEntry(C.id(), new Outcome.Decided(rejected(C, reason)));
        assertThat(transactions).containsExactly(List.of("a", "b", "c"), List.of("a"), List.of("b"), List.of("c"));
        assertThat(assignments.taken(A.slots())).isEqualTo(2);
        assertThat(assignments.events().getLast().type()).isEqualTo(ChannelEventType.REJECTED);
    }

    @Test
    void a_rejected_order_that_comes_again_stays_rejected() {
        assign(0, A);

        assertThat(assign(10, A))
                .containsEntry(
                        A.id(),
                        new Outcome.DecidedBefore(
                                rejected(A, "channel LOCKER has none of its 0 slots left on 2026-03-01")));
        assertThat(assignments.taken(A.slots())).isZero();
    }

    @Test
    void an_order_that_comes_again_when_its_channel_has_no_capacity_any_more_is_decided_before() {
        assign(10, A);

        assertThat(assign(0, A)).containsEntry(A.id(), new Outcome.DecidedBefore(A.assigned()));
    }

    @Test
    void an_assigned_order_that_comes_again_when_the_slots_are_gone_is_not_rejected() {
        assign(1, A);

        assertThat(assign(1, A)).containsEntry(A.id(), new Outcome.DecidedBefore(A.assigned()));
        assertThat(assignments.events()).hasSize(1);
    }

    @Test
    void a_write_conflict_about_the_slots_is_tried_again_after_a_pause() {
        ScriptedTime time = new ScriptedTime(10);

        Map<OrderId, Outcome> outcomes = assign(conflicts(2, Set.of()), time.time(), List.of(A, B));

        assertThat(outcomes.values()).hasSize(2).allMatch(AssignOrderTest::isAssigned);
        assertThat(time.pauses()).containsExactly(Duration.ofMillis(25), Duration.ofMillis(50));
        assertThat(assignments.taken(A.slots())).isEqualTo(2);
    }

    @Test
    void a_write_conflict_about_one_order_does_not_hold_up_the_others() {
        ScriptedTime time = new ScriptedTime(10);

        Map<OrderId, Outcome> outcomes = assign(conflicts(1, Set.of(B.id())), time.time(), List.of(A, B, C));

        assertThat(outcomes.values()).hasSize(3).allMatch(AssignOrderTest::isAssigned);
        assertThat(transactions).containsExactly(List.of("a", "c"), List.of("b"));
        assertThat(time.pauses()).containsExactly(Duration.ofMillis(25));
    }

    @Test
    void orders_for_other_slots_go_on_while_some_have_a_write_conflict() {
        ScriptedTime time = new ScriptedTime(10);

        assign(conflicts(1, Set.of()), time.time(), List.of(A, B.through(Channel.STORE)));

        assertThat(transactions).containsExactly(List.of("b"), List.of("a"));
    }

    @Test
    void write_conflicts_without_end_are_given_back_when_time_is_over() {
        Map<OrderId, Outcome> outcomes =
                assign(conflicts(Integer.MAX_VALUE, Set.of()), ScriptedTime.of(3), List.of(A, B));

        assertThat(outcomes.values()).containsOnly(new Outcome.OutOfTime(3));
        assertThat(assignments.taken(A.slots())).isZero();
    }

    @Test
    void nothing_is_started_when_time_is_over() {
        Map<OrderId, Outcome> outcomes = assign(recording(assignments), ScriptedTime.of(0), List.of(A, B));

        assertThat(outcomes.values()).containsOnly(new Outcome.OutOfTime(0));
        assertThat(transactions).isEmpty();
    }

    @Test
    void a_rejection_with_a_write_conflict_is_decided_about_anew() {
        Assignments conflictOnce = new ForwardingAssignments(recording(assignments)) {
            private final List<Change> conflicts = new ArrayList<>();

            @Override
            public boolean change(Change change) {
                if (conflicts.isEmpty()) {
                    conflicts.add(change);
                    return false;
                }
                return super.change(change);
            }
        };

        Map<OrderId, Outcome> outcomes = new AssignOrder(conflictOnce, notified::add, capacities(0), CLOCK)
                .assign(List.of(placed(A)), ScriptedTime.of(10));

        assertThat(outcomes)
                .containsEntry(
                        A.id(),
                        new Outcome.Decided(rejected(A, "channel LOCKER has none of its 0 slots left on 2026-03-01")));
        assertThat(transactions).hasSize(2);
    }

    @Test
    void a_write_that_fails_is_the_failure_of_its_order_alone() {
        Assignments poisoned = new ForwardingAssignments(assignments) {
            @Override
            public Optional<NotTaken> take(Slots slots, int capacity, List<Change> changes) {
                if (orders(changes).contains("b")) {
                    throw new IllegalStateException("item too large");
                }
                return super.take(slots, capacity, changes);
            }
        };

        Map<OrderId, Outcome> outcomes = assign(poisoned, ScriptedTime.of(10), List.of(A, B, C));

        assertThat(outcomes).containsEntry(A.id(), assigned(A)).containsEntry(C.id(), assigned(C));
        assertThat(outcomes.get(B.id()))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.cause()).hasMessage("item too large"));
        assertThat(assignments.taken(A.slots())).isEqualTo(2);
    }

    @Test
    void a_write_whose_answer_is_lost_is_found_to_have_taken_effect() {
        Assignments losesTheFirst = new ForwardingAssignments(assignments) {
            private final List<List<String>> lost = new ArrayList<>();

            @Override
            public Optional<NotTaken> take(Slots slots, int capacity, List<Change> changes) {
                Optional<NotTaken> result = super.take(slots, capacity, changes);
                if (lost.isEmpty()) {
                    lost.add(orders(changes));
                    throw new IllegalStateException("connection reset");
                }
                return result;
            }
        };

        Map<OrderId, Outcome> outcomes = assign(losesTheFirst, ScriptedTime.of(10), List.of(A, B));

        assertThat(outcomes)
                .containsEntry(A.id(), new Outcome.DecidedBefore(A.assigned()))
                .containsEntry(B.id(), new Outcome.DecidedBefore(B.assigned()));
        assertThat(assignments.taken(A.slots())).isEqualTo(2);
    }

    @Test
    void the_partner_of_each_assigned_order_is_notified_and_no_other() {
        assign(1, A, A, B);

        assertThat(notified).containsExactly(placed(A));
    }

    @Test
    void an_assigned_order_that_comes_again_has_its_partner_notified_again() {
        assign(1, A);
        notified.clear();

        assign(1, A);

        assertThat(notified).containsExactly(placed(A));
    }

    @Test
    void the_partner_of_an_assignment_that_went_on_is_not_notified_again() {
        assign(1, A);
        notified.clear();
        Assignment failed = A.assigned().fail("lost").orElseThrow();
        assignments.change(Change.unannounced(Optional.of(A.assigned()), failed));

        assertThat(assign(1, A)).containsEntry(A.id(), new Outcome.DecidedBefore(failed));
        assertThat(notified).isEmpty();
    }

    @Test
    void a_partner_that_could_not_be_notified_is_the_failure_of_its_order_alone() {
        Partner throttled = order -> {
            if (order.orderId().equals(A.id())) {
                throw new IllegalStateException("throttled");
            }
            notified.add(order);
        };

        Map<OrderId, Outcome> outcomes = new AssignOrder(assignments, throttled, capacities(10), CLOCK)
                .assign(placedOrders(List.of(A, B)), ScriptedTime.of(10));

        assertThat(outcomes.get(A.id()))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.cause()).hasMessage("throttled"));
        assertThat(outcomes).containsEntry(B.id(), assigned(B));
        assertThat(notified).hasSize(1);
    }

    @Test
    void no_partner_is_notified_when_time_is_over_and_the_order_comes_again() {
        Map<OrderId, Outcome> outcomes = assign(recording(assignments), ScriptedTime.of(1), List.of(A));

        assertThat(outcomes).containsEntry(A.id(), new Outcome.OutOfTime(0));
        assertThat(notified).isEmpty();
    }

    @Test
    void a_reservation_that_ran_out_makes_room_before_an_order_is_rejected() {
        assignments.hold(B.held(CLOCK.instant()), 1, new EventContext("trace-1", "correlation-b", "b#1"));

        assertThat(assign(1, A)).containsEntry(A.id(), assigned(A));
        assertThat(assignments.taken(A.slots())).isEqualTo(1);
    }

    private Map<OrderId, Outcome> assign(int capacity, RequestFixture... orders) {
        return new AssignOrder(recording(assignments), notified::add, capacities(capacity), CLOCK)
                .assign(placedOrders(List.of(orders)), ScriptedTime.of(1_000));
    }

    private Map<OrderId, Outcome> assign(Assignments store, TimeLeft time, List<RequestFixture> orders) {
        return new AssignOrder(store, notified::add, capacities(10), CLOCK).assign(placedOrders(orders), time);
    }

    private static List<OrderRequest> placedOrders(List<RequestFixture> orders) {
        return orders.stream().map(OrderRequestFixture::placed).toList();
    }

    private static Outcome assigned(RequestFixture order) {
        return new Outcome.Decided(order.assigned());
    }

    private static boolean isAssigned(Outcome outcome) {
        return outcome instanceof Outcome.Decided(Assignment.Assigned _);
    }

    private static Assignment rejected(RequestFixture order, String reason) {
        return new Assignment.Rejected(order.id(), order.slots(), 1, order.cause(), reason);
    }

    private Assignments recording(Assignments store) {
        return new ForwardingAssignments(store) {
            @Override
            public Optional<NotTaken> take(Slots slots, int capacity, List<Change> changes) {
                transactions.add(orders(changes));
                return super.take(slots, capacity, changes);
            }
        };
    }

    /** The first attempts have write conflicts; the later ones are recorded. */
    private Assignments conflicts(int times, Set<OrderId> orders) {
        return new ForwardingAssignments(recording(assignments)) {
            private final List<Slots> attempts = new ArrayList<>();

            @Override
            public Optional<NotTaken> take(Slots slots, int capacity, List<Change> changes) {
                if (attempts.size() < times) {
                    attempts.add(slots);
                    return Optional.of(new NotTaken(false, Map.of(), orders));
                }
                return super.take(slots, capacity, changes);
            }
        };
    }

    private static List<String> orders(List<Change> changes) {
        return changes.stream().map(change -> change.after().orderId().value()).toList();
    }

    private static Capacities capacities(int slots) {
        return new Capacities(Map.of(
                Channel.STORE, slots, Channel.COURIER, slots, Channel.LOCKER, slots, Channel.MARKETPLACE, slots));
    }
}
