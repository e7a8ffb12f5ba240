package io.orderchannel.order.application;

import static io.orderchannel.order.domain.OrderFixture.NOON;
import static io.orderchannel.order.domain.OrderFixture.anOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.events.CloudEvent;
import faas.events.EventContext;
import faas.kit.time.TimeLeft;
import io.orderchannel.events.channel.AssignmentSnapshot;
import io.orderchannel.events.channel.SlotCommand;
import io.orderchannel.events.channel.SlotCommand.Action;
import io.orderchannel.events.channel.SlotReply;
import io.orderchannel.events.order.OrderEventType;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderFixture;
import io.orderchannel.order.domain.OrderState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FulfilExpressOrderTest {
    private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

    private static final OrderFixture ORDER = anOrder().asExpress();
    private static final EventContext CONTEXT =
            new EventContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "correlation-1", "request-1");
    private static final TimeLeft PLENTY = new TimeLeft(() -> 30_000);

    private final TestClock clock = new TestClock();
    private final InMemoryOrders orders = new InMemoryOrders();
    private final InMemorySlots slots = new InMemorySlots(1, clock);
    private final List<SlotCommand> asked = new ArrayList<>();
    private final List<Duration> limits = new ArrayList<>();

    @Test
    void a_held_slot_confirms_the_order_before_the_slot_is_confirmed() {
        PlacedOrders.place(orders, ORDER);

        assertThat(fulfil()).isEqualTo(stored(OrderState.CONFIRMED));

        assertThat(asked).extracting(SlotCommand::action).containsExactly(Action.RESERVE, Action.CONFIRM);
        assertThat(asked)
                .extracting(command -> command.order().type())
                .containsExactly(OrderEventType.PLACED, OrderEventType.CONFIRMED);
        assertThat(asked).allSatisfy(command -> assertThat(command.context()).isEqualTo(CONTEXT));
        assertThat(states()).containsExactly("order.placed.v1", "order.confirmed.v1");
        assertThat(slots.isAssigned(ORDER.id().value())).isTrue();
    }

    @Test
    void no_slot_rejects_the_order_for_the_channel_s_reason() {
        occupyTheOnlySlot();
        PlacedOrders.place(orders, ORDER);

        assertThat(fulfil()).isEqualTo(stored(OrderState.REJECTED, "no slot left"));

        assertThat(states()).endsWith("order.placed.v1", "order.rejected.v1");
        assertThat(slots.isAssigned(ORDER.id().value())).isFalse();
    }

    @Test
    void a_reserve_that_was_given_up_on_takes_nothing_after_the_rejection() {
        occupyTheOnlySlot();
        PlacedOrders.place(orders, ORDER);
        fulfil();
        slots.ask(new SlotCommand(Action.RELEASE, OrderEvents.snapshot(other().placed()), CONTEXT), Duration.ZERO);
        assertThat(slots.taken()).isZero();

        SlotReply late = slots.ask(
                new SlotCommand(Action.RESERVE, OrderEvents.snapshot(ORDER.placed()), CONTEXT), Duration.ZERO);

        assertThat(late.outcome()).isEqualTo(SlotReply.Outcome.REFUSED);
        assertThat(slots.taken()).isZero();
    }

    @Test
    void an_order_that_asked_for_its_cancellation_while_its_slot_was_reserved_is_left_to_the_answer() {
        PlacedOrders.place(orders, ORDER);
        ManageSlots askedMeanwhile = after(Action.RESERVE, _ -> requestCancellation());

        assertThat(fulfil(askedMeanwhile)).isEqualTo(stored(OrderState.CANCELLING, "too late"));

        assertThat(asked).extracting(SlotCommand::action).containsExactly(Action.RESERVE);
        assertThat(states()).containsExactly("order.placed.v1", "order.cancellation-requested.v1");
    }

    @Test
    void an_order_whose_cancellation_was_answered_while_its_slot_was_reserved_gives_the_slot_back() {
        PlacedOrders.place(orders, ORDER);
        ManageSlots answeredMeanwhile = after(Action.RESERVE, _ -> {
            requestCancellation();
            CloudEvent answer = ChannelEventFixture.released(ORDER.id(), 2, "given back");
            new ApplyChannelOutcome(orders, clock).apply(answer, (AssignmentSnapshot) answer.data());
        });

        assertThat(fulfil(answeredMeanwhile)).isEqualTo(stored(OrderState.CANCELLED, "given back"));

        assertThat(asked).extracting(SlotCommand::action).containsExactly(Action.RESERVE, Action.RELEASE);
        assertThat(slots.taken()).isZero();
    }

    @Test
    void a_reservation_that_ran_out_before_it_was_confirmed_cancels_the_order() {
        PlacedOrders.place(orders, ORDER);
        ManageSlots slow = after(Action.RESERVE, _ -> clock.advance(InMemorySlots.RESERVATION));

        assertThat(fulfil(slow)).isEqualTo(stored(OrderState.CANCELLED, "the reservation ran out"));

        assertThat(asked)
                .extracting(SlotCommand::action)
                .containsExactly(Action.RESERVE, Action.CONFIRM, Action.RELEASE);
        assertThat(states()).containsExactly("order.placed.v1", "order.confirmed.v1", "order.cancelled.v1");
        assertThat(slots.taken()).isZero();
    }

    @Test
    void a_message_that_comes_again_after_the_last_step_changes_nothing() {
        PlacedOrders.place(orders, ORDER);
        fulfil();
        List<String> before = states();

        assertThat(fulfil()).isEqualTo(stored(OrderState.CONFIRMED));

        assertThat(states()).isEqualTo(before);
        assertThat(slots.taken()).isOne();
    }

    @Test
    void an_order_that_is_under_way_needs_nothing_more() {
        PlacedOrders.place(orders, ORDER);
        orders.storeChange(ORDER.confirmed(), message());
        orders.storeChange(ORDER.shipped(), message());

        assertThat(fulfil()).isEqualTo(stored(OrderState.SHIPPED));
        assertThat(asked).isEmpty();
    }

    @Test
    void an_order_that_is_not_express_is_left_alone() {
        PlacedOrders.place(orders, anOrder());

        assertThatThrownBy(this::fulfil)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(about("is not express, expected express orders only"));
        assertThat(asked).isEmpty();
    }

    @Test
    void an_unknown_order_fails() {
        assertThatThrownBy(this::fulfil)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(about("not found"));
        assertThat(asked).isEmpty();
    }

    @Test
    void write_conflicts_without_end_fail() {
        PlacedOrders.place(orders, ORDER);
        Orders contended = DelegatingOrders.storingChanges(orders, (_, _) -> false);

        assertThatThrownBy(() -> fulfil(contended, slots, PLENTY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(about("write conflict at each of 3 attempts"));
        assertThat(asked).hasSize(FulfilExpressOrder.MAX_CONFLICTS);
    }

    @Test
    void no_step_is_started_when_no_time_is_left() {
        PlacedOrders.place(orders, ORDER);
        // Time for one step, none for the next.
        TimeLeft oneStep = new TimeLeft(() -> asked.isEmpty() ? 30_000 : 2_997);

        assertThatThrownBy(() -> fulfil(orders, slots, oneStep))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(about("no time left in this invocation, the order is CONFIRMED"));
        assertThat(orders.find(ORDER.id())).map(Order::state).contains(OrderState.CONFIRMED);
        assertThat(asked).extracting(SlotCommand::action).containsExactly(Action.RESERVE);
    }

    @Test
    void a_call_gets_no_more_time_than_is_left_and_never_all_of_a_long_invocation() {
        PlacedOrders.place(orders, ORDER);
        // 10 s are kept in reserve.
        TimeLeft time = new TimeLeft(() -> asked.isEmpty() ? 100_000 : 14_000);

        fulfil(orders, slots, time);

        assertThat(limits).containsExactly(LONGEST_CALL, Duration.ofSeconds(4));
    }

    @ParameterizedTest
    @EnumSource(names = {"HELD", "RELEASED"})
    void an_answer_that_fits_no_confirmation_changes_nothing(SlotReply.Outcome outcome) {
        PlacedOrders.place(orders, ORDER);
        orders.storeChange(ORDER.confirmed(), message());
        ManageSlots strange = (command, _) -> new SlotReply(command.order().orderId(), outcome, 1, NOON, null);

        assertThatThrownBy(() -> fulfil(strange))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(about("the answer to CONFIRM is " + outcome));
        assertThat(orders.find(ORDER.id())).contains(ORDER.confirmed());
    }

    @Test
    void an_answer_that_fits_no_reserve_changes_nothing() {
        PlacedOrders.place(orders, ORDER);
        ManageSlots strange =
                (command, _) -> new SlotReply(command.order().orderId(), SlotReply.Outcome.RELEASED, 1, null, null);

        assertThatThrownBy(() -> fulfil(strange))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(about("the answer to RESERVE is RELEASED"));
        assertThat(orders.find(ORDER.id())).contains(ORDER.placed());
    }

    private void occupyTheOnlySlot() {
        SlotCommand.Action[] actions = {Action.RESERVE, Action.CONFIRM};
        for (Action action : actions) {
            slots.ask(new SlotCommand(action, OrderEvents.snapshot(other().placed()), CONTEXT), Duration.ZERO);
        }
        assertThat(slots.taken()).isOne();
    }

    private static OrderFixture other() {
        return ORDER.underKey("the one before");
    }

    private void requestCancellation() {
        Order.Waiting order = (Order.Waiting) orders.find(ORDER.id()).orElseThrow();
        Order.Cancelling next = order.requestCancellation("too late", NOON);
        orders.storeChange(next, OrderEvents.announcing(next, NOON, CONTEXT));
    }

    private ManageSlots after(Action action, Consumer<SlotCommand> then) {
        return (command, atMost) -> {
            SlotReply reply = slots.ask(command, atMost);
            if (command.action() == action) {
                then.accept(command);
            }
            return reply;
        };
    }

    private ManageSlots recorded(ManageSlots port) {
        return (command, atMost) -> {
            asked.add(command);
            limits.add(atMost);
            return port.ask(command, atMost);
        };
    }

    private Order fulfil() {
        return fulfil(slots);
    }

    private Order fulfil(ManageSlots port) {
        return fulfil(orders, port, PLENTY);
    }

    private Order fulfil(Orders store, ManageSlots port, TimeLeft time) {
        return new FulfilExpressOrder(store, recorded(port), LONGEST_CALL, clock).fulfil(ORDER.id(), CONTEXT, time);
    }

    /** The stored order, which is in this state. */
    private Order stored(OrderState state) {
        Order order = orders.find(ORDER.id()).orElseThrow();
        assertThat(order.state()).isEqualTo(state);
        return order;
    }

    /** The stored order, which is in this state for this reason. */
    private Order stored(OrderState state, String reason) {
        Order order = stored(state);
        assertThat(order.reasonGiven()).contains(reason);
        return order;
    }

    private static String about(String found) {
        return "FulfilExpressOrder: order " + ORDER.id().value() + ": " + found;
    }

    private static CloudEvent message() {
        return OrderEvents.announcing(ORDER.placed(), NOON, CONTEXT);
    }

    private List<String> states() {
        return orders.events().stream().map(event -> event.type().wireName()).toList();
    }
}
