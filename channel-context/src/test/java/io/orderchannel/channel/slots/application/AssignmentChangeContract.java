package io.orderchannel.channel.slots.application;

import static io.orderchannel.channel.slots.domain.RequestFixture.aRequest;
import static org.assertj.core.api.Assertions.assertThat;

import faas.events.CloudEvent;
import faas.events.EventContext;
import io.orderchannel.channel.slots.application.ChangeAssignment.Change;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.Assignment.Decision;
import io.orderchannel.channel.slots.domain.AssignmentState;
import io.orderchannel.channel.slots.domain.Capacity;
import io.orderchannel.channel.slots.domain.OrderMarker;
import io.orderchannel.channel.slots.domain.RequestFixture;
import io.orderchannel.channel.slots.domain.Slots;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store does with reservations and with what happens to assignments later. Each test has a day of its own. */
public abstract class AssignmentChangeContract {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final EventContext CONTEXT =
            new EventContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "correlation-1", "cause-1");

    protected abstract StorePorts store();

    /** How many of these slots are taken. */
    protected abstract int taken(Slots slots);

    /** The event that the order's assignment carries, if it carries one. */
    protected abstract Optional<CloudEvent> storedEvent(RequestFixture order);

    @Test
    void a_reservation_takes_a_slot_and_tells_nobody() {
        Assignment.Held held = held("held", "2026-02-01");

        assertThat(hold(1, held)).isEqualTo(HoldSlot.Result.HELD);

        assertThat(taken(held.slots())).isEqualTo(1);
        assertThat(store().assignments().find(held.orderId())).contains(held);
        assertThat(storedEvent(aRequest("held"))).isEmpty();
    }

    @Test
    void a_reservation_that_finds_no_slot_or_is_there_already_takes_none() {
        Assignment.Held first = held("first", "2026-02-02");
        hold(1, first);

        assertThat(hold(1, held("second", "2026-02-02"))).isEqualTo(HoldSlot.Result.NONE_LEFT);
        assertThat(hold(2, first)).isEqualTo(HoldSlot.Result.ALREADY_DECIDED);
        assertThat(hold(0, held("third", "2026-02-03"))).isEqualTo(HoldSlot.Result.NONE_LEFT);
        assertThat(taken(first.slots())).isEqualTo(1);
    }

    @Test
    void nothing_is_found_of_an_order_that_never_came() {
        assertThat(store().assignments().find(aRequest("nobody").id())).isEmpty();
        assertThat(store().receipts().find("nothing")).isEmpty();
    }

    @Test
    void every_state_is_read_as_it_was_stored() {
        for (Assignment after : List.of(
                changed(held("read-assigned", "2026-02-04").confirm(marker(2), NOON)),
                changed(held("read-released", "2026-02-04").giveBack(marker(2), "given back")),
                changed(aRequest("read-shipped").on("2026-02-04").assigned().ship()),
                changed(aRequest("read-failed").on("2026-02-04").assigned().fail("lost")),
                changed(held("read-answered", "2026-02-04").answerCancellation(marker(2), "given up")),
                changed(changed(aRequest("read-delivered")
                                .on("2026-02-04")
                                .assigned()
                                .ship())
                        .deliver()))) {
            Assignment before = before(after);

            assertThat(change(before, after)).isEqualTo(ChangeAssignment.Result.STORED);

            assertThat(store().assignments().find(after.orderId())).contains(after);
        }
    }

    @Test
    void a_slot_comes_back_with_the_state_that_holds_none_and_only_once() {
        Assignment.Assigned assigned = assigned("back", "2026-02-05");
        Assignment failed = changed(assigned.fail("lost"));

        assertThat(change(assigned, failed)).isEqualTo(ChangeAssignment.Result.STORED);
        assertThat(taken(assigned.slots())).isZero();
        assertThat(change(assigned, failed)).isEqualTo(ChangeAssignment.Result.OUTDATED);

        assertThat(taken(assigned.slots())).isZero();
        assertThat(storedEvent(aRequest("back"))).map(CloudEvent::id).contains("assignment-back#2");
    }

    @Test
    void a_change_of_what_is_no_longer_there_changes_nothing() {
        Assignment.Assigned assigned = assigned("outdated", "2026-02-06");
        Assignment shipped = changed(assigned.ship());
        change(assigned, shipped);

        assertThat(change(assigned, changed(assigned.answerCancellation(marker(2), "given up"))))
                .isEqualTo(ChangeAssignment.Result.OUTDATED);

        assertThat(store().assignments().find(assigned.orderId())).contains(shipped);
        assertThat(taken(assigned.slots())).isEqualTo(1);
    }

    @Test
    void an_order_released_beforehand_never_takes_a_slot() {
        RequestFixture order = aRequest("tombstone").on("2026-02-07");
        Change first = Changes.unannounced(
                Optional.empty(), Assignment.releaseBeforehand(order.request(), marker(2), "given up"));

        assertThat(store().changes().change(first)).isEqualTo(ChangeAssignment.Result.STORED);
        assertThat(store().changes().change(first)).isEqualTo(ChangeAssignment.Result.OUTDATED);

        assertThat(hold(10, order.held(NOON))).isEqualTo(HoldSlot.Result.ALREADY_DECIDED);
        assertThat(taken(order.slots())).isZero();
    }

    @Test
    void a_message_of_the_partner_takes_effect_together_with_its_receipt() {
        Assignment.Assigned assigned = assigned("receipt", "2026-02-08");
        Assignment shipped = changed(assigned.ship());
        Receipt receipt = receipt("w1", AssignmentState.SHIPPED);

        assertThat(change(assigned, shipped, receipt)).isEqualTo(ChangeAssignment.Result.STORED);

        assertThat(store().receipts().find("w1")).contains(receipt);
    }

    @Test
    void a_message_whose_id_has_a_receipt_takes_no_effect() {
        Assignment.Assigned first = assigned("receipt-first", "2026-02-09");
        Assignment.Assigned second = assigned("receipt-second", "2026-02-09");
        change(first, changed(first.ship()), receipt("w2", AssignmentState.SHIPPED));

        assertThat(change(second, changed(second.fail("lost")), receipt("w2", AssignmentState.FAILED)))
                .isEqualTo(ChangeAssignment.Result.OUTDATED);

        assertThat(store().assignments().find(second.orderId())).contains(second);
        assertThat(taken(second.slots())).isEqualTo(2);
        assertThat(store().receipts().find("w2")).contains(receipt("w2", AssignmentState.SHIPPED));
    }

    @Test
    void reservations_that_ran_out_are_found_oldest_first_and_only_while_they_are_held() {
        Assignment.Held late = aRequest("late").on("2026-02-10").held(NOON);
        Assignment.Held early = aRequest("early").on("2026-02-10").held(NOON.minusMillis(1));
        Assignment.Held next = aRequest("next").on("2026-02-10").held(NOON.plusMillis(1));
        Assignment.Held elsewhere = aRequest("elsewhere").on("2026-02-11").held(NOON);
        Assignment.Held confirmed = aRequest("confirmed").on("2026-02-10").held(NOON.minusMillis(2));
        for (Assignment.Held held : List.of(late, early, next, elsewhere, confirmed)) {
            assertThat(hold(10, held)).isEqualTo(HoldSlot.Result.HELD);
        }
        change(confirmed, changed(confirmed.confirm(marker(2), NOON.minusSeconds(1))));

        assertThat(store().ranOut().find(late.slots(), NOON, 10)).containsExactly(early.orderId(), late.orderId());
        assertThat(store().ranOut().find(late.slots(), NOON, 1)).containsExactly(early.orderId());
    }

    private HoldSlot.Result hold(int capacity, Assignment.Held held) {
        return store().holds().hold(held, new Capacity(capacity), CONTEXT);
    }

    private static Assignment.Held held(String order, String day) {
        return aRequest(order).on(day).held(NOON.plusSeconds(60));
    }

    private Assignment.Assigned assigned(String order, String day) {
        Assignment.Assigned assigned = aRequest(order).on(day).assigned();
        store(assigned);
        return assigned;
    }

    private void store(Assignment.Assigned assigned) {
        store().slots()
                .take(
                        assigned.slots(),
                        new Capacity(100),
                        List.of(new TakeSlots.NewAssignment(
                                assigned, AssignmentEvents.announcing(assigned, NOON, CONTEXT))));
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
                Assignment shipped = changed(assigned.ship());
                change(assigned, shipped);
                yield shipped;
            }
            case HELD, REJECTED -> throw new IllegalArgumentException("nothing comes before " + after.state());
        };
    }

    private ChangeAssignment.Result change(Assignment before, Assignment after) {
        return store().changes().change(new Change(Optional.of(before), after, event(after), Optional.empty()));
    }

    private ChangeAssignment.Result change(Assignment before, Assignment after, Receipt receipt) {
        return store().changes().change(new Change(Optional.of(before), after, event(after), Optional.of(receipt)));
    }

    private static Optional<CloudEvent> event(Assignment assignment) {
        return assignment instanceof Assignment.Announced announced
                ? Optional.of(AssignmentEvents.announcing(announced, NOON, CONTEXT))
                : Optional.empty();
    }

    private static Receipt receipt(String webhookId, AssignmentState state) {
        return new Receipt(webhookId, "hash-of-" + webhookId, state, NOON.plus(Receipt.KEPT));
    }

    private static Assignment changed(Decision decision) {
        return ((Decision.Changed) decision).assignment();
    }

    private static OrderMarker marker(long version) {
        return new OrderMarker(version, "order#" + version);
    }
}
