package io.orderchannel.channel.slots.application;

import static io.orderchannel.channel.slots.domain.RequestFixture.aRequest;
import static org.assertj.core.api.Assertions.assertThat;

import faas.events.CloudEvent;
import faas.events.EventContext;
import io.orderchannel.channel.slots.application.Assignments.Hold;
import io.orderchannel.channel.slots.application.Assignments.NotTaken;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.AssignmentState;
import io.orderchannel.channel.slots.domain.Channel;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.OrderMarker;
import io.orderchannel.channel.slots.domain.RequestFixture;
import io.orderchannel.channel.slots.domain.Slots;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every store of assignments does. Each test has a day and orders of its own. */
public abstract class AssignmentsContract {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final EventContext CONTEXT =
            new EventContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "correlation-1", "cause-1");

    protected abstract Assignments store();

    /** How many of these slots are taken. */
    protected abstract int taken(Slots slots);

    /** The event that the order's assignment carries, if it carries one. */
    protected abstract Optional<CloudEvent> storedEvent(OrderId orderId);

    @Test
    void the_first_taker_creates_the_counter() {
        RequestFixture order = aRequest("first").on("2026-01-01");

        assertThat(take(10, order)).isEmpty();

        assertThat(taken(order.slots())).isEqualTo(1);
        assertThat(storedEvent(order.id())).contains(event(order.assigned()));
    }

    @Test
    void several_orders_take_their_slots_together() {
        RequestFixture first = aRequest("together-1").on("2026-01-02");
        RequestFixture second = aRequest("together-2").on("2026-01-02");

        assertThat(take(2, first, second)).isEmpty();

        assertThat(taken(first.slots())).isEqualTo(2);
        assertThat(storedEvent(first.id())).contains(event(first.assigned()));
        assertThat(storedEvent(second.id())).contains(event(second.assigned()));
    }

    @Test
    void as_many_orders_as_a_transaction_holds_take_their_slots_together() {
        RequestFixture[] orders = new RequestFixture[Assignments.MAX_ORDERS];
        for (int i = 0; i < orders.length; i++) {
            orders[i] = aRequest("most-" + i).on("2026-01-03");
        }

        assertThat(take(orders.length, orders)).isEmpty();
        assertThat(taken(orders[0].slots())).isEqualTo(Assignments.MAX_ORDERS);
    }

    @Test
    void too_few_slots_leave_every_order_without_one() {
        RequestFixture first = aRequest("few-1").on("2026-01-04");
        RequestFixture second = aRequest("few-2").on("2026-01-04");
        RequestFixture third = aRequest("few-3").on("2026-01-04");
        take(2, first);

        assertThat(take(2, second, third)).contains(new NotTaken(true, Map.of(), Set.of()));

        assertThat(taken(first.slots())).isEqualTo(1);
        assertThat(storedEvent(second.id())).isEmpty();
        assertThat(storedEvent(third.id())).isEmpty();
    }

    @Test
    void more_orders_than_the_whole_capacity_get_nothing_even_on_a_fresh_day() {
        RequestFixture first = aRequest("fresh-1").on("2026-01-05");
        RequestFixture second = aRequest("fresh-2").on("2026-01-05");

        assertThat(take(1, first, second)).contains(new NotTaken(true, Map.of(), Set.of()));
        assertThat(take(0, first)).contains(new NotTaken(true, Map.of(), Set.of()));
        assertThat(taken(first.slots())).isZero();
    }

    @Test
    void the_last_slot_is_taken() {
        RequestFixture first = aRequest("last-1").on("2026-01-06");
        RequestFixture last = aRequest("last-2").on("2026-01-06");
        take(2, first);

        assertThat(take(2, last)).isEmpty();
        assertThat(taken(first.slots())).isEqualTo(2);
    }

    @Test
    void an_order_that_is_assigned_takes_no_second_slot_and_is_named() {
        RequestFixture known = aRequest("known").on("2026-01-07");
        RequestFixture fresh = aRequest("unknown").on("2026-01-07");
        take(10, known);

        assertThat(take(10, known, fresh))
                .contains(new NotTaken(false, Map.of(known.id(), known.assigned()), Set.of()));

        assertThat(taken(known.slots())).isEqualTo(1);
        assertThat(storedEvent(fresh.id())).isEmpty();
    }

    @Test
    void each_channel_and_day_has_slots_of_its_own() {
        RequestFixture today = aRequest("today").on("2026-01-08");
        RequestFixture tomorrow = aRequest("tomorrow").on("2026-01-09");
        RequestFixture elsewhere = aRequest("elsewhere").on("2026-01-08").through(Channel.STORE);

        assertThat(take(1, today)).isEmpty();
        assertThat(take(1, tomorrow)).isEmpty();
        assertThat(take(1, elsewhere)).isEmpty();
    }

    @Test
    void a_capacity_that_was_raised_counts_at_once() {
        RequestFixture first = aRequest("raised-1").on("2026-01-10");
        RequestFixture second = aRequest("raised-2").on("2026-01-10");
        take(1, first);
        assertThat(take(1, second)).isPresent();

        assertThat(take(2, second)).isEmpty();
    }

    @Test
    void a_rejection_is_stored_with_its_event_and_takes_no_slot() {
        RequestFixture order = aRequest("rejected").on("2026-01-11");

        assertThat(reject(order)).isTrue();

        assertThat(taken(order.slots())).isZero();
        assertThat(storedEvent(order.id())).contains(event(order.rejected()));
    }

    @Test
    void a_rejected_order_is_neither_rejected_again_nor_assigned() {
        RequestFixture order = aRequest("rejected-twice").on("2026-01-12");
        reject(order);

        Assignment rejected = order.rejected();
        assertThat(reject(order)).isFalse();
        assertThat(store().find(order.id())).contains(rejected);
        assertThat(take(10, order)).contains(new NotTaken(false, Map.of(order.id(), rejected), Set.of()));
        assertThat(taken(order.slots())).isZero();
    }

    @Test
    void an_assigned_order_is_not_rejected() {
        RequestFixture order = aRequest("kept").on("2026-01-13");
        take(1, order);

        assertThat(reject(order)).isFalse();
        assertThat(store().find(order.id())).contains(order.assigned());
        assertThat(storedEvent(order.id())).contains(event(order.assigned()));
    }

    @Test
    void a_reservation_takes_a_slot_and_has_no_event() {
        Assignment.Held held = held("held", "2026-02-01");

        assertThat(hold(1, held)).isEqualTo(Hold.HELD);

        assertThat(taken(held.slots())).isEqualTo(1);
        assertThat(store().find(held.orderId())).contains(held);
        assertThat(storedEvent(new OrderId("held"))).isEmpty();
    }

    @Test
    void a_reservation_that_finds_no_slot_or_is_there_already_takes_none() {
        Assignment.Held first = held("held-first", "2026-02-02");
        hold(1, first);

        assertThat(hold(1, held("held-second", "2026-02-02"))).isEqualTo(Hold.NONE_LEFT);
        assertThat(hold(2, first)).isEqualTo(Hold.CONFLICT);
        assertThat(hold(0, held("held-third", "2026-02-03"))).isEqualTo(Hold.NONE_LEFT);
        assertThat(taken(first.slots())).isEqualTo(1);
    }

    @Test
    void nothing_is_found_of_an_order_that_never_came() {
        assertThat(store().find(aRequest("never-came").id())).isEmpty();
        assertThat(store().findReceipt("nothing")).isEmpty();
    }

    @Test
    void every_state_is_read_as_it_was_stored() {
        for (Assignment after : List.of(
                held("read-assigned", "2026-02-04").confirm(marker(2), NOON),
                held("read-released", "2026-02-04")
                        .giveBack(marker(2), "given back")
                        .orElseThrow(),
                aRequest("read-shipped").on("2026-02-04").assigned().ship().orElseThrow(),
                aRequest("read-failed").on("2026-02-04").assigned().fail("lost").orElseThrow(),
                held("read-answered", "2026-02-04")
                        .answerCancellation(marker(2), "given up")
                        .orElseThrow(),
                aRequest("read-delivered")
                        .on("2026-02-04")
                        .assigned()
                        .ship()
                        .orElseThrow()
                        .deliver()
                        .orElseThrow())) {
            Assignment before = before(after);

            assertThat(change(before, after)).isTrue();

            assertThat(store().find(after.orderId())).contains(after);
        }
    }

    @Test
    void a_slot_comes_back_with_the_state_that_holds_none_and_only_once() {
        Assignment.Assigned assigned = assigned("back", "2026-02-05");
        Assignment failed = assigned.fail("lost").orElseThrow();

        assertThat(change(assigned, failed)).isTrue();
        assertThat(taken(assigned.slots())).isZero();
        assertThat(change(assigned, failed)).isFalse();

        assertThat(taken(assigned.slots())).isZero();
        assertThat(storedEvent(new OrderId("back"))).map(CloudEvent::id).contains("assignment-back#2");
    }

    @Test
    void a_change_of_what_is_no_longer_there_changes_nothing() {
        Assignment.Assigned assigned = assigned("outdated", "2026-02-06");
        Assignment shipped = assigned.ship().orElseThrow();
        change(assigned, shipped);

        assertThat(change(
                        assigned,
                        assigned.answerCancellation(marker(2), "given up").orElseThrow()))
                .isFalse();

        assertThat(store().find(assigned.orderId())).contains(shipped);
        assertThat(taken(assigned.slots())).isEqualTo(1);
    }

    @Test
    void an_order_released_beforehand_never_takes_a_slot() {
        RequestFixture order = aRequest("tombstone").on("2026-02-07");
        Change first = Change.unannounced(
                Optional.empty(),
                new Assignment.Released(order.id(), order.slots(), Assignment.FIRST_VERSION, marker(2), "given up"));

        assertThat(store().change(first)).isTrue();
        assertThat(store().change(first)).isFalse();

        assertThat(hold(10, order.held(NOON))).isEqualTo(Hold.CONFLICT);
        assertThat(taken(order.slots())).isZero();
    }

    @Test
    void a_message_of_the_partner_takes_effect_together_with_its_receipt() {
        Assignment.Assigned assigned = assigned("receipt", "2026-02-08");
        Assignment shipped = assigned.ship().orElseThrow();
        Receipt receipt = receipt("w1", AssignmentState.SHIPPED);

        assertThat(change(assigned, shipped, receipt)).isTrue();

        assertThat(store().findReceipt("w1")).contains(receipt);
    }

    @Test
    void a_message_whose_id_has_a_receipt_takes_no_effect() {
        Assignment.Assigned first = assigned("receipt-first", "2026-02-09");
        Assignment.Assigned second = assigned("receipt-second", "2026-02-09");
        change(first, first.ship().orElseThrow(), receipt("w2", AssignmentState.SHIPPED));

        assertThat(change(second, second.fail("lost").orElseThrow(), receipt("w2", AssignmentState.FAILED)))
                .isFalse();

        assertThat(store().find(second.orderId())).contains(second);
        assertThat(taken(second.slots())).isEqualTo(2);
        assertThat(store().findReceipt("w2")).contains(receipt("w2", AssignmentState.SHIPPED));
    }

    @Test
    void reservations_that_ran_out_are_found_oldest_first_and_only_while_they_are_held() {
        Assignment.Held late = aRequest("late").on("2026-02-10").held(NOON);
        Assignment.Held early = aRequest("early").on("2026-02-10").held(NOON.minusMillis(1));
        Assignment.Held next = aRequest("next").on("2026-02-10").held(NOON.plusMillis(1));
        Assignment.Held elsewhere = aRequest("held-elsewhere").on("2026-02-11").held(NOON);
        Assignment.Held confirmed = aRequest("confirmed").on("2026-02-10").held(NOON.minusMillis(2));
        for (Assignment.Held held : List.of(late, early, next, elsewhere, confirmed)) {
            assertThat(hold(10, held)).isEqualTo(Hold.HELD);
        }
        change(confirmed, confirmed.confirm(marker(2), NOON.minusSeconds(1)));

        assertThat(store().findRanOut(late.slots(), NOON, 10)).containsExactly(early.orderId(), late.orderId());
        assertThat(store().findRanOut(late.slots(), NOON, 1)).containsExactly(early.orderId());
    }

    private Optional<NotTaken> take(int capacity, RequestFixture... orders) {
        return store().take(
                        orders[0].slots(),
                        capacity,
                        Stream.of(orders).map(order -> first(order.assigned())).toList());
    }

    private boolean reject(RequestFixture order) {
        return store().change(first(order.rejected()));
    }

    private Hold hold(int capacity, Assignment.Held held) {
        return store().hold(held, capacity, CONTEXT);
    }

    private static Assignment.Held held(String order, String day) {
        return aRequest(order).on(day).held(NOON.plusSeconds(60));
    }

    private Assignment.Assigned assigned(String order, String day) {
        RequestFixture request = aRequest(order).on(day);
        assertThat(take(100, request)).isEmpty();
        return request.assigned();
    }

    /** Stores what comes before that state, and gives it back. */
    private Assignment before(Assignment after) {
        RequestFixture order = aRequest(after.orderId().value()).on("2026-02-04");
        return switch (after.state()) {
            case ASSIGNED, RELEASED -> {
                Assignment.Held held = held(order.order(), order.day());
                hold(100, held);
                yield held;
            }
            case SHIPPED, FAILED -> assigned(order.order(), order.day());
            case DELIVERED -> {
                Assignment.Assigned assigned = assigned(order.order(), order.day());
                Assignment shipped = assigned.ship().orElseThrow();
                change(assigned, shipped);
                yield shipped;
            }
            case HELD, REJECTED -> throw new IllegalArgumentException("nothing comes before " + after.state());
        };
    }

    private boolean change(Assignment before, Assignment after) {
        return store().change(new Change(Optional.of(before), after, Optional.of(event(after)), Optional.empty()));
    }

    private boolean change(Assignment before, Assignment after, Receipt receipt) {
        return store().change(new Change(Optional.of(before), after, Optional.of(event(after)), Optional.of(receipt)));
    }

    /** A first assignment with its event. */
    protected static Change first(Assignment assignment) {
        return OrderRequestFixture.first(assignment, NOON, CONTEXT);
    }

    private static CloudEvent event(Assignment assignment) {
        return first(assignment).event().orElseThrow();
    }

    private static Receipt receipt(String webhookId, AssignmentState state) {
        return new Receipt(webhookId, "hash-of-" + webhookId, state, NOON.plus(Receipt.KEPT));
    }

    private static OrderMarker marker(long version) {
        return new OrderMarker(version, "order#" + version);
    }
}
