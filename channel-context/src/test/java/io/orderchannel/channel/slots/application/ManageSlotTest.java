package io.orderchannel.channel.slots.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.events.CloudEvent;
import faas.events.EventContext;
import io.orderchannel.channel.slots.domain.AssignmentState;
import io.orderchannel.channel.slots.domain.Capacities;
import io.orderchannel.channel.slots.domain.Channel;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.Slots;
import io.orderchannel.events.channel.ChannelEventType;
import io.orderchannel.events.channel.SlotCommand;
import io.orderchannel.events.channel.SlotCommand.Action;
import io.orderchannel.events.channel.SlotReply;
import io.orderchannel.events.channel.SlotReply.Outcome;
import io.orderchannel.events.order.Money;
import io.orderchannel.events.order.OrderEventType;
import io.orderchannel.events.order.OrderItem;
import io.orderchannel.events.order.OrderSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManageSlotTest {
    private static final Duration HOLD = Duration.ofSeconds(60);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Slots SLOTS = new Slots(Channel.LOCKER, LocalDate.parse("2026-03-01"));

    private final InMemoryAssignments store = new InMemoryAssignments();
    private final List<OrderRequest> notified = new ArrayList<>();
    private final MovableClock clock = new MovableClock(NOON);

    @Test
    void a_slot_is_held_for_a_time_and_the_same_command_again_gets_the_same_answer() {
        SlotReply held = reply(Action.RESERVE, "o1");
        clock.advance(Duration.ofSeconds(59));

        assertThat(held).isEqualTo(new SlotReply("o1", Outcome.HELD, 1, NOON.plus(HOLD), null));
        assertThat(reply(Action.RESERVE, "o1")).isEqualTo(held);
        assertThat(store.taken(SLOTS)).isEqualTo(1);
        assertThat(store.events()).isEmpty();
    }

    @Test
    void without_a_slot_left_the_command_is_refused_and_nothing_kept() {
        reply(Action.RESERVE, "o1");
        reply(Action.RESERVE, "o2");

        assertThat(reply(Action.RESERVE, "o3"))
                .isEqualTo(new SlotReply(
                        "o3", Outcome.REFUSED, 0, null, "channel LOCKER has none of its 2 slots left on 2026-03-01"));

        reply(Action.RELEASE, "o1");
        assertThat(reply(Action.RESERVE, "o3").outcome()).isEqualTo(Outcome.HELD);
    }

    @Test
    void what_ran_out_makes_room_although_its_timer_has_not_ended() {
        reply(Action.RESERVE, "o1");
        reply(Action.RESERVE, "o2");
        clock.advance(HOLD);

        assertThat(reply(Action.RESERVE, "o3").outcome()).isEqualTo(Outcome.HELD);

        assertThat(store.taken(SLOTS)).isEqualTo(1);
        assertThat(state("o1")).isEqualTo(AssignmentState.RELEASED);
        assertThat(state("o2")).isEqualTo(AssignmentState.RELEASED);
    }

    @Test
    void what_is_confirmed_makes_no_room() {
        reply(Action.RESERVE, "o1");
        reply(Action.RESERVE, "o2");
        reply(Action.CONFIRM, "o1");
        reply(Action.CONFIRM, "o2");
        clock.advance(HOLD);

        assertThat(reply(Action.RESERVE, "o3").outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(store.taken(SLOTS)).isEqualTo(2);
    }

    @Test
    void a_confirmed_slot_is_announced_once_and_its_partner_notified_at_every_command() {
        reply(Action.RESERVE, "o1");

        assertThat(reply(Action.CONFIRM, "o1")).isEqualTo(new SlotReply("o1", Outcome.CONFIRMED, 2, null, null));
        clock.advance(HOLD);
        assertThat(reply(Action.CONFIRM, "o1")).isEqualTo(new SlotReply("o1", Outcome.CONFIRMED, 2, null, null));
        assertThat(reply(Action.RESERVE, "o1")).isEqualTo(new SlotReply("o1", Outcome.CONFIRMED, 2, null, null));

        assertThat(store.events()).extracting(CloudEvent::type).containsExactly(ChannelEventType.ASSIGNED);
        assertThat(store.events()).extracting(CloudEvent::id).containsExactly("assignment-o1#2");
        assertThat(notified).hasSize(2).allSatisfy(order -> {
            assertThat(order.orderId()).isEqualTo(new OrderId("o1"));
            assertThat(order.items()).containsExactly(new OrderItem("MUG-BLUE", 2, new Money(1_250, "EUR")));
            assertThat(order.context().correlationId()).isEqualTo("correlation-o1");
        });
        assertThat(store.taken(SLOTS)).isEqualTo(1);
    }

    @Test
    void a_partner_that_could_not_be_notified_is_an_error_and_the_command_may_come_again() {
        reply(Action.RESERVE, "o1");
        ManageSlot cutOff = manageSlot(store, _ -> {
            throw new IllegalStateException("throttled");
        });

        assertThatThrownBy(() -> cutOff.carryOut(command(Action.CONFIRM, "o1"), ScriptedTime.of(10)))
                .hasMessage("throttled");

        assertThat(reply(Action.CONFIRM, "o1").outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(notified).hasSize(1);
        assertThat(store.events()).hasSize(1);
    }

    @Test
    void what_ran_out_is_not_confirmed_and_its_slot_is_free_at_once() {
        reply(Action.RESERVE, "o1");
        clock.advance(HOLD);

        SlotReply refused =
                new SlotReply("o1", Outcome.REFUSED, 2, null, "the reservation ran out at 2026-03-01T12:01:00Z");
        assertThat(reply(Action.CONFIRM, "o1")).isEqualTo(refused);
        assertThat(reply(Action.CONFIRM, "o1")).isEqualTo(refused);
        assertThat(reply(Action.RESERVE, "o1")).isEqualTo(refused);
        assertThat(store.taken(SLOTS)).isZero();
        assertThat(notified).isEmpty();
    }

    @Test
    void a_reservation_that_ran_out_is_not_held_again_by_the_same_order() {
        reply(Action.RESERVE, "o1");
        clock.advance(HOLD);

        assertThat(reply(Action.RESERVE, "o1").reason()).isEqualTo("the reservation ran out at 2026-03-01T12:01:00Z");
        assertThat(store.taken(SLOTS)).isZero();
    }

    @Test
    void what_was_never_reserved_is_not_confirmed() {
        assertThat(reply(Action.CONFIRM, "o1"))
                .isEqualTo(new SlotReply("o1", Outcome.REFUSED, 0, null, "no slot was reserved"));
    }

    @Test
    void a_slot_is_given_back_once() {
        reply(Action.RESERVE, "o1");
        reply(Action.RESERVE, "o2");

        assertThat(reply(Action.RELEASE, "o1")).isEqualTo(new SlotReply("o1", Outcome.RELEASED, 2, null, null));
        assertThat(reply(Action.RELEASE, "o1")).isEqualTo(new SlotReply("o1", Outcome.RELEASED, 2, null, null));

        assertThat(store.taken(SLOTS)).isEqualTo(1);
        assertThat(reply(Action.CONFIRM, "o1").reason()).isEqualTo("the slot was given back");
    }

    @Test
    void a_release_that_comes_first_lets_the_reservation_on_its_way_take_nothing() {
        assertThat(reply(Action.RELEASE, "o1")).isEqualTo(new SlotReply("o1", Outcome.RELEASED, 1, null, null));

        assertThat(reply(Action.RESERVE, "o1"))
                .isEqualTo(new SlotReply(
                        "o1", Outcome.REFUSED, 1, null, "the slot was given back before it was reserved"));
        assertThat(store.taken(SLOTS)).isZero();
    }

    @Test
    void a_confirmed_slot_is_given_back_too() {
        reply(Action.RESERVE, "o1");
        reply(Action.CONFIRM, "o1");

        assertThat(reply(Action.RELEASE, "o1")).isEqualTo(new SlotReply("o1", Outcome.RELEASED, 3, null, null));
        assertThat(state("o1")).isEqualTo(AssignmentState.RELEASED);
        assertThat(store.taken(SLOTS)).isZero();
    }

    @Test
    void a_release_from_before_the_confirmation_comes_too_late() {
        reply(Action.RESERVE, "o1");
        carryOut(new SlotCommand(Action.CONFIRM, order("o1", 2, OrderEventType.CONFIRMED), context("o1")));

        assertThat(reply(Action.RELEASE, "o1").outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(store.taken(SLOTS)).isEqualTo(1);
    }

    @Test
    void write_conflicts_are_tried_again_and_given_up_when_time_is_over() {
        ManageSlot conflicts = manageSlot(ForwardingAssignments.withConflicts(store), notified::add);

        assertThat(conflicts.carryOut(command(Action.RELEASE, "o1"), ScriptedTime.of(4)))
                .isEqualTo(new SlotOutcome.OutOfTime(4));
    }

    private SlotReply reply(Action action, String order) {
        return carryOut(command(action, order));
    }

    private SlotReply carryOut(SlotCommand command) {
        SlotOutcome outcome = manageSlot(store, notified::add).carryOut(command, ScriptedTime.of(100));
        return ((SlotOutcome.Replied) outcome).reply();
    }

    private ManageSlot manageSlot(Assignments assignments, Partner partner) {
        return new ManageSlot(assignments, partner, capacities(), HOLD, clock);
    }

    private AssignmentState state(String order) {
        return store.find(new OrderId(order)).orElseThrow().state();
    }

    private static Capacities capacities() {
        return new Capacities(Map.of(Channel.STORE, 0, Channel.COURIER, 0, Channel.LOCKER, 2, Channel.MARKETPLACE, 0));
    }

    private static SlotCommand command(Action action, String order) {
        return new SlotCommand(action, order(order, 1, OrderEventType.PLACED), context(order));
    }

    private static EventContext context(String order) {
        return new EventContext("trace-1", "correlation-" + order, order + "#1");
    }

    private static OrderSnapshot order(String order, long version, OrderEventType state) {
        Money price = new Money(1_250, "EUR");
        return new OrderSnapshot(
                order,
                version,
                "customer-1",
                io.orderchannel.events.order.Channel.LOCKER,
                true,
                state,
                List.of(new OrderItem("MUG-BLUE", 2, price)),
                new Money(2_500, "EUR"),
                NOON,
                null);
    }
}
