package io.orderchannel.channel.slots.application;

import static io.orderchannel.channel.slots.application.PlacedOrderFixture.placed;
import static io.orderchannel.channel.slots.domain.RequestFixture.aRequest;
import static org.assertj.core.api.Assertions.assertThat;

import faas.events.CloudEvent;
import faas.events.EventContext;
import io.orderchannel.channel.slots.application.AssignOrders.Outcome;
import io.orderchannel.channel.slots.application.TakeSlots.NewAssignment;
import io.orderchannel.channel.slots.application.TakeSlots.Result.NotTaken;
import io.orderchannel.channel.slots.application.TakeSlots.SlotsProblem;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.AssignmentState;
import io.orderchannel.channel.slots.domain.Capacities;
import io.orderchannel.channel.slots.domain.Capacity;
import io.orderchannel.channel.slots.domain.Channel;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.RequestFixture;
import io.orderchannel.channel.slots.domain.Slots;
import io.orderchannel.events.channel.ChannelEventType;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AssignOrdersTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
    private static final RequestFixture A = aRequest("a");
    private static final RequestFixture B = aRequest("b");
    private static final RequestFixture C = aRequest("c");

    private final InMemoryAssignments assignments = new InMemoryAssignments();
    private final ReleaseRanOut releaseRanOut = new ReleaseRanOut(assignments, assignments, assignments, CLOCK);
    private final List<PartnerNotification> notified = new ArrayList<>();
    private final List<List<String>> transactions = new ArrayList<>();

    @Test
    void orders_for_the_same_slots_are_assigned_in_one_transaction() {
        Map<OrderId, Outcome> outcomes = assign(10, A, B, C);

        assertThat(outcomes.values()).containsOnly(new Outcome.Assigned());
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

        assertThat(assign(1_000, orders).values()).containsOnly(new Outcome.Assigned());
        assertThat(transactions).extracting(List::size).containsExactly(99, 51);
    }

    @Test
    void a_duplicate_drops_out_and_the_others_go_on_together() {
        assign(10, B);
        transactions.clear();

        Map<OrderId, Outcome> outcomes = assign(10, A, B, C);

        assertThat(outcomes)
                .containsEntry(A.id(), new Outcome.Assigned())
                .containsEntry(B.id(), new Outcome.AlreadyDecided(AssignmentState.ASSIGNED))
                .containsEntry(C.id(), new Outcome.Assigned());
        assertThat(transactions).containsExactly(List.of("a", "b", "c"), List.of("a", "c"));
        assertThat(assignments.taken(A.slots())).isEqualTo(3);
    }

    @Test
    void missing_capacity_falls_back_to_one_at_a_time_and_those_who_came_first_get_the_rest() {
        Map<OrderId, Outcome> outcomes = assign(2, A, B, C);

        String reason = "channel LOCKER has none of its 2 slots left on 2026-03-01";
        assertThat(outcomes)
                .containsEntry(A.id(), new Outcome.Assigned())
                .containsEntry(B.id(), new Outcome.Assigned())
                .containsEntry(C.id(), new Outcome.Rejected(reason));
        assertThat(transactions).containsExactly(List.of("a", "b", "c"), List.of("a"), List.of("b"), List.of("c"));
        assertThat(assignments.taken(A.slots())).isEqualTo(2);
        assertThat(assignments.events().getLast().type()).isEqualTo(ChannelEventType.REJECTED);
    }

    @Test
    void a_rejected_order_that_comes_again_stays_rejected() {
        assign(0, A);

        assertThat(assign(10, A)).containsEntry(A.id(), new Outcome.AlreadyDecided(AssignmentState.REJECTED));
        assertThat(assignments.taken(A.slots())).isZero();
    }

    @Test
    void an_assigned_order_that_comes_again_when_the_slots_are_gone_is_not_rejected() {
        assign(1, A);

        assertThat(assign(1, A)).containsEntry(A.id(), new Outcome.AlreadyDecided(AssignmentState.ASSIGNED));
        assertThat(assignments.events()).hasSize(1);
    }

    @Test
    void contention_about_the_slots_is_tried_again_after_a_pause() {
        ScriptedPace pace = new ScriptedPace(10);

        Map<OrderId, Outcome> outcomes = assign(contended(2, SlotsProblem.CONTENDED, Set.of()), pace, List.of(A, B));

        assertThat(outcomes.values()).containsOnly(new Outcome.Assigned());
        assertThat(pace.pauses()).containsExactly(1, 2);
        assertThat(assignments.taken(A.slots())).isEqualTo(2);
    }

    @Test
    void contention_about_one_order_does_not_hold_up_the_others() {
        ScriptedPace pace = new ScriptedPace(10);

        Map<OrderId, Outcome> outcomes =
                assign(contended(1, SlotsProblem.NONE, Set.of(B.id())), pace, List.of(A, B, C));

        assertThat(outcomes.values()).containsOnly(new Outcome.Assigned());
        assertThat(transactions).containsExactly(List.of("a", "c"), List.of("b"));
        assertThat(pace.pauses()).containsExactly(1);
    }

    @Test
    void orders_for_other_slots_go_on_while_some_are_contended() {
        ScriptedPace pace = new ScriptedPace(10);

        assign(contended(1, SlotsProblem.CONTENDED, Set.of()), pace, List.of(A, B.through(Channel.STORE)));

        assertThat(transactions).containsExactly(List.of("b"), List.of("a"));
    }

    @Test
    void contention_without_end_is_given_back_when_time_is_over() {
        Map<OrderId, Outcome> outcomes = assign(
                contended(Integer.MAX_VALUE, SlotsProblem.CONTENDED, Set.of()), new ScriptedPace(3), List.of(A, B));

        assertThat(outcomes.values()).containsOnly(new Outcome.OutOfTime(3));
        assertThat(assignments.taken(A.slots())).isZero();
    }

    @Test
    void nothing_is_started_when_time_is_over() {
        Map<OrderId, Outcome> outcomes = assign(recording(assignments), new ScriptedPace(0), List.of(A, B));

        assertThat(outcomes.values()).containsOnly(new Outcome.OutOfTime(0));
        assertThat(transactions).isEmpty();
    }

    @Test
    void a_contended_rejection_is_decided_about_anew() {
        StoreRejection contendedOnce = new StoreRejection() {
            private final List<OrderId> contended = new ArrayList<>();

            @Override
            public Result reject(Assignment.Rejected rejection, CloudEvent event) {
                if (contended.isEmpty()) {
                    contended.add(rejection.orderId());
                    return new Result.Contended();
                }
                return assignments.reject(rejection, event);
            }
        };
        AssignOrders assignOrders = new AssignOrders(
                recording(assignments), contendedOnce, releaseRanOut, notified::add, capacities(0), CLOCK);

        Map<OrderId, Outcome> outcomes = assignOrders.assign(List.of(placed(A)), new ScriptedPace(10));

        assertThat(outcomes.get(A.id())).isInstanceOf(Outcome.Rejected.class);
        assertThat(transactions).hasSize(2);
    }

    @Test
    void a_write_that_fails_is_the_failure_of_its_order_alone() {
        TakeSlots poisoned = (slots, capacity, wanted) -> {
            if (orders(wanted).contains("b")) {
                throw new IllegalStateException("item too large");
            }
            return assignments.take(slots, capacity, wanted);
        };

        Map<OrderId, Outcome> outcomes = assign(poisoned, new ScriptedPace(10), List.of(A, B, C));

        assertThat(outcomes)
                .containsEntry(A.id(), new Outcome.Assigned())
                .containsEntry(C.id(), new Outcome.Assigned());
        assertThat(outcomes.get(B.id()))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.cause()).hasMessage("item too large"));
        assertThat(assignments.taken(A.slots())).isEqualTo(2);
    }

    @Test
    void a_write_whose_answer_is_lost_is_found_to_have_taken_effect() {
        List<List<String>> lost = new ArrayList<>();
        TakeSlots losesTheFirst = (slots, capacity, wanted) -> {
            TakeSlots.Result result = assignments.take(slots, capacity, wanted);
            if (lost.isEmpty()) {
                lost.add(orders(wanted));
                throw new IllegalStateException("connection reset");
            }
            return result;
        };

        Map<OrderId, Outcome> outcomes = assign(losesTheFirst, new ScriptedPace(10), List.of(A, B));

        assertThat(outcomes.values()).containsOnly(new Outcome.AlreadyDecided(AssignmentState.ASSIGNED));
        assertThat(assignments.taken(A.slots())).isEqualTo(2);
    }

    @Test
    void the_partner_of_each_assigned_order_is_notified_and_no_other() {
        assign(1, A, A, B);

        assertThat(notified).containsExactly(placed(A).notification(A.assigned().id()));
    }

    @Test
    void an_assigned_order_that_comes_again_has_its_partner_notified_again() {
        assign(1, A);
        notified.clear();

        assign(1, A);

        assertThat(notified).containsExactly(placed(A).notification(A.assigned().id()));
    }

    @Test
    void an_order_whose_assignment_went_on_has_nobody_notified_again() {
        assign(1, A);
        notified.clear();
        assignments.change(new ChangeAssignment.Change(
                Optional.of(A.assigned()),
                ((Assignment.Decision.Changed) A.assigned().fail("lost")).assignment(),
                Optional.empty(),
                Optional.empty()));

        assertThat(assign(1, A)).containsEntry(A.id(), new Outcome.AlreadyDecided(AssignmentState.FAILED));
        assertThat(notified).isEmpty();
    }

    @Test
    void a_partner_that_could_not_be_notified_is_the_failure_of_its_order_alone() {
        NotifyPartner throttled = notification -> {
            if (notification.orderId().equals(A.id())) {
                throw new IllegalStateException("throttled");
            }
            notified.add(notification);
        };
        AssignOrders assignOrders =
                new AssignOrders(assignments, assignments, releaseRanOut, throttled, capacities(10), CLOCK);

        Map<OrderId, Outcome> outcomes = assignOrders.assign(placedOrders(List.of(A, B)), new ScriptedPace(10));

        assertThat(outcomes.get(A.id()))
                .isInstanceOfSatisfying(
                        Outcome.NotNotified.class,
                        failed -> assertThat(failed.cause()).hasMessage("throttled"));
        assertThat(outcomes).containsEntry(B.id(), new Outcome.Assigned());
        assertThat(notified).hasSize(1);
    }

    @Test
    void nobody_is_notified_when_time_is_over_and_the_order_comes_again() {
        Map<OrderId, Outcome> outcomes = assign(recording(assignments), new ScriptedPace(1), List.of(A));

        assertThat(outcomes).containsEntry(A.id(), new Outcome.OutOfTime(0));
        assertThat(notified).isEmpty();
    }

    @Test
    void a_reservation_that_ran_out_makes_room_before_an_order_is_rejected() {
        assignments.hold(B.held(CLOCK.instant()), new Capacity(1), new EventContext("trace-1", "correlation-b", "b#1"));

        assertThat(assign(1, A)).containsEntry(A.id(), new Outcome.Assigned());
        assertThat(assignments.taken(A.slots())).isEqualTo(1);
    }

    private Map<OrderId, Outcome> assign(int capacity, RequestFixture... orders) {
        return new AssignOrders(
                        recording(assignments), assignments, releaseRanOut, notified::add, capacities(capacity), CLOCK)
                .assign(placedOrders(List.of(orders)), new ScriptedPace(1_000));
    }

    private Map<OrderId, Outcome> assign(TakeSlots slots, Pace pace, List<RequestFixture> orders) {
        return new AssignOrders(slots, assignments, releaseRanOut, notified::add, capacities(10), CLOCK)
                .assign(placedOrders(orders), pace);
    }

    private static List<PlacedOrder> placedOrders(List<RequestFixture> orders) {
        return orders.stream().map(PlacedOrderFixture::placed).toList();
    }

    private TakeSlots recording(TakeSlots slots) {
        return (wantedSlots, capacity, wanted) -> {
            transactions.add(orders(wanted));
            return slots.take(wantedSlots, capacity, wanted);
        };
    }

    /** The first attempts meet somebody else; the later ones are recorded. */
    private TakeSlots contended(int times, SlotsProblem problem, Set<OrderId> orders) {
        TakeSlots free = recording(assignments);
        List<Slots> attempts = new ArrayList<>();
        return (slots, capacity, wanted) -> {
            if (attempts.size() < times) {
                attempts.add(slots);
                return new NotTaken(problem, Map.of(), orders);
            }
            return free.take(slots, capacity, wanted);
        };
    }

    private static List<String> orders(List<NewAssignment> wanted) {
        return wanted.stream().map(one -> one.assignment().orderId().value()).toList();
    }

    private static Capacities capacities(int slots) {
        Capacity capacity = new Capacity(slots);
        return new Capacities(Map.of(
                Channel.STORE, capacity,
                Channel.COURIER, capacity,
                Channel.LOCKER, capacity,
                Channel.MARKETPLACE, capacity));
    }
}
