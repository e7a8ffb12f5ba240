package io.orderchannel.channel.slots.application;

import static io.orderchannel.channel.slots.domain.RequestFixture.aRequest;
import static org.assertj.core.api.Assertions.assertThat;

import faas.events.CloudEvent;
import faas.events.EventContext;
import io.orderchannel.channel.slots.application.TakeSlots.NewAssignment;
import io.orderchannel.channel.slots.application.TakeSlots.Result.NotTaken;
import io.orderchannel.channel.slots.application.TakeSlots.Result.Taken;
import io.orderchannel.channel.slots.application.TakeSlots.SlotsProblem;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.Capacity;
import io.orderchannel.channel.slots.domain.Channel;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.RequestFixture;
import io.orderchannel.channel.slots.domain.Slots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store of slots and assignments does. Each test has a day of its own. */
public abstract class AssignmentStoreContract {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final EventContext CONTEXT =
            new EventContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "correlation-1", "cause-1");

    protected abstract TakeSlots takeSlots();

    protected abstract StoreRejection storeRejection();

    /** How many of these slots are taken. */
    protected abstract int taken(Slots slots);

    /** The event that the order's assignment carries, if it has one. */
    protected abstract Optional<CloudEvent> storedEvent(OrderId orderId);

    @Test
    void the_first_taker_creates_the_counter() {
        RequestFixture order = aRequest("first").on("2026-01-01");

        assertThat(take(10, order)).isEqualTo(new Taken());

        assertThat(taken(order.slots())).isEqualTo(1);
        assertThat(storedEvent(order.id())).contains(event(order.assigned()));
    }

    @Test
    void several_orders_take_their_slots_together() {
        RequestFixture first = aRequest("together-1").on("2026-01-02");
        RequestFixture second = aRequest("together-2").on("2026-01-02");

        assertThat(take(2, first, second)).isEqualTo(new Taken());

        assertThat(taken(first.slots())).isEqualTo(2);
        assertThat(storedEvent(first.id())).contains(event(first.assigned()));
        assertThat(storedEvent(second.id())).contains(event(second.assigned()));
    }

    @Test
    void as_many_orders_as_a_transaction_holds_take_their_slots_together() {
        RequestFixture[] orders = new RequestFixture[TakeSlots.MAX_ORDERS];
        for (int i = 0; i < orders.length; i++) {
            orders[i] = aRequest("most-" + i).on("2026-01-03");
        }

        assertThat(take(orders.length, orders)).isEqualTo(new Taken());
        assertThat(taken(orders[0].slots())).isEqualTo(TakeSlots.MAX_ORDERS);
    }

    @Test
    void too_few_slots_give_nobody_one() {
        RequestFixture first = aRequest("few-1").on("2026-01-04");
        RequestFixture second = aRequest("few-2").on("2026-01-04");
        RequestFixture third = aRequest("few-3").on("2026-01-04");
        take(2, first);

        assertThat(take(2, second, third)).isEqualTo(new NotTaken(SlotsProblem.TOO_FEW, Map.of(), Set.of()));

        assertThat(taken(first.slots())).isEqualTo(1);
        assertThat(storedEvent(second.id())).isEmpty();
        assertThat(storedEvent(third.id())).isEmpty();
    }

    @Test
    void more_orders_than_the_whole_capacity_get_nothing_even_on_a_fresh_day() {
        RequestFixture first = aRequest("fresh-1").on("2026-01-05");
        RequestFixture second = aRequest("fresh-2").on("2026-01-05");

        assertThat(take(1, first, second)).isEqualTo(new NotTaken(SlotsProblem.TOO_FEW, Map.of(), Set.of()));
        assertThat(take(0, first)).isEqualTo(new NotTaken(SlotsProblem.TOO_FEW, Map.of(), Set.of()));
        assertThat(taken(first.slots())).isZero();
    }

    @Test
    void the_last_slot_is_taken() {
        RequestFixture first = aRequest("last-1").on("2026-01-06");
        RequestFixture last = aRequest("last-2").on("2026-01-06");
        take(2, first);

        assertThat(take(2, last)).isEqualTo(new Taken());
        assertThat(taken(first.slots())).isEqualTo(2);
    }

    @Test
    void an_order_that_is_assigned_takes_no_second_slot_and_is_named() {
        RequestFixture known = aRequest("known").on("2026-01-07");
        RequestFixture fresh = aRequest("unknown").on("2026-01-07");
        take(10, known);

        assertThat(take(10, known, fresh))
                .isEqualTo(new NotTaken(SlotsProblem.NONE, Map.of(known.id(), known.assigned()), Set.of()));

        assertThat(taken(known.slots())).isEqualTo(1);
        assertThat(storedEvent(fresh.id())).isEmpty();
    }

    @Test
    void each_channel_and_day_has_slots_of_its_own() {
        RequestFixture today = aRequest("today").on("2026-01-08");
        RequestFixture tomorrow = aRequest("tomorrow").on("2026-01-09");
        RequestFixture elsewhere = aRequest("elsewhere").on("2026-01-08").through(Channel.STORE);

        assertThat(take(1, today)).isEqualTo(new Taken());
        assertThat(take(1, tomorrow)).isEqualTo(new Taken());
        assertThat(take(1, elsewhere)).isEqualTo(new Taken());
    }

    @Test
    void a_capacity_that_was_raised_counts_at_once() {
        RequestFixture first = aRequest("raised-1").on("2026-01-10");
        RequestFixture second = aRequest("raised-2").on("2026-01-10");
        take(1, first);
        assertThat(take(1, second)).isInstanceOf(NotTaken.class);

        assertThat(take(2, second)).isEqualTo(new Taken());
    }

    @Test
    void a_rejection_is_stored_with_its_event_and_takes_no_slot() {
        RequestFixture order = aRequest("rejected").on("2026-01-11");

        assertThat(reject(order)).isEqualTo(new StoreRejection.Result.Stored());

        assertThat(taken(order.slots())).isZero();
        assertThat(storedEvent(order.id())).contains(event(order.rejected(new Capacity(0))));
    }

    @Test
    void a_rejected_order_is_neither_rejected_again_nor_assigned() {
        RequestFixture order = aRequest("rejected-twice").on("2026-01-12");
        reject(order);

        Assignment rejected = order.rejected(new Capacity(0));
        assertThat(reject(order)).isEqualTo(new StoreRejection.Result.AlreadyDecided(rejected));
        assertThat(take(10, order)).isEqualTo(new NotTaken(SlotsProblem.NONE, Map.of(order.id(), rejected), Set.of()));
        assertThat(taken(order.slots())).isZero();
    }

    @Test
    void an_assigned_order_is_not_rejected() {
        RequestFixture order = aRequest("kept").on("2026-01-13");
        take(1, order);

        assertThat(reject(order)).isEqualTo(new StoreRejection.Result.AlreadyDecided(order.assigned()));
        assertThat(storedEvent(order.id())).contains(event(order.assigned()));
    }

    private TakeSlots.Result take(int capacity, RequestFixture... orders) {
        List<NewAssignment> assignments = new ArrayList<>();
        for (RequestFixture order : orders) {
            assignments.add(new NewAssignment(order.assigned(), event(order.assigned())));
        }
        return takeSlots().take(orders[0].slots(), new Capacity(capacity), assignments);
    }

    private StoreRejection.Result reject(RequestFixture order) {
        Assignment.Rejected rejection = order.rejected(new Capacity(0));
        return storeRejection().reject(rejection, event(rejection));
    }

    /** The event that announces an assignment. */
    protected static CloudEvent event(Assignment.Announced assignment) {
        return AssignmentEvents.announcing(assignment, NOON, CONTEXT);
    }
}
