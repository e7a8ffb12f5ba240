package io.orderchannel.order.application;

import static io.orderchannel.order.domain.OrderFixture.NOON;
import static io.orderchannel.order.domain.OrderFixture.anOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.events.CloudEvent;
import faas.events.EventContext;
import io.orderchannel.events.channel.ChannelEvent;
import io.orderchannel.events.channel.SlotCommand;
import io.orderchannel.events.channel.SlotCommand.Action;
import io.orderchannel.events.channel.SlotReply;
import io.orderchannel.events.order.OrderEvent;
import io.orderchannel.order.application.FulfilExpressOrder.Result;
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
    private static final TimeLeft PLENTY = () -> Duration.ofSeconds(25);

    private final TestClock clock = new TestClock();
    private final InMemoryOrders orders = new InMemoryOrders();
    private final InMemorySlots slots = new InMemorySlots(1, clock);
    private final List<SlotCommand> asked = new ArrayList<>();
    private final List<Duration> limits = new ArrayList<>();

    @Test
    void a_held_slot_confirms_the_order_before_the_slot_is_confirmed() {
        PlacedOrders.place(orders, ORDER);

        assertThat(fulfil()).isEqualTo(new Result.Fulfilled(ORDER.id(), OrderState.CONFIRMED));

        assertThat(asked).extracting(SlotCommand::action).containsExactly(Action.RESERVE, Action.CONFIRM);
        assertThat(asked)
                .extracting(command -> command.order().state())
                .containsExactly(
                        io.orderchannel.events.order.OrderState.PLACED,
                        io.orderchannel.events.order.OrderState.CONFIRMED);
        assertThat(asked)
                .allSatisfy(command -> assertThat(command.context()).isEqualTo(EventContext.causedBy(message())));
        assertThat(states()).containsExactly("order.placed.v1", "order.confirmed.v1");
        assertThat(slots.isAssigned(ORDER.id().value())).isTrue();
    }

    @Test
    void no_slot_rejects_the_order_for_the_channel_s_reason() {
        occupyTheOnlySlot();
        PlacedOrders.place(orders, ORDER);

        assertThat(fulfil()).isEqualTo(new Result.NotFulfilled(ORDER.id(), OrderState.REJECTED, "no slot left"));

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

        assertThat(fulfil(askedMeanwhile)).isEqualTo(new Result.Cancelling(ORDER.id()));

        assertThat(asked).extracting(SlotCommand::action).containsExactly(Action.RESERVE);
        assertThat(states()).containsExactly("order.placed.v1", "order.cancellation-requested.v1");
    }

    @Test
    void an_order_whose_cancellation_was_answered_while_its_slot_was_reserved_gives_the_slot_back() {
        PlacedOrders.place(orders, ORDER);
        ManageSlots answeredMeanwhile = after(Action.RESERVE, _ -> {
            requestCancellation();
            CloudEvent answer = ChannelEventFixture.released(ORDER.id(), 2, "given back");
            new ApplyChannelOutcome(orders, orders, clock).apply(answer, (ChannelEvent) answer.data());
        });

        assertThat(fulfil(answeredMeanwhile))
                .isEqualTo(new Result.NotFulfilled(ORDER.id(), OrderState.CANCELLED, "given back"));

        assertThat(asked).extracting(SlotCommand::action).containsExactly(Action.RESERVE, Action.RELEASE);
        assertThat(slots.taken()).isZero();
    }

    @Test
    void a_reservation_that_ran_out_before_it_was_confirmed_cancels_the_order() {
        PlacedOrders.place(orders, ORDER);
        ManageSlots slow = after(Action.RESERVE, _ -> clock.advance(InMemorySlots.RESERVATION));

        assertThat(fulfil(slow))
                .isEqualTo(new Result.NotFulfilled(ORDER.id(), OrderState.CANCELLED, "the reservation ran out"));

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

        assertThat(fulfil()).isEqualTo(new Result.Fulfilled(ORDER.id(), OrderState.CONFIRMED));

        assertThat(states()).isEqualTo(before);
        assertThat(slots.taken()).isOne();
    }

    @Test
    void an_order_that_is_under_way_needs_nothing_more() {
        PlacedOrders.place(orders, ORDER);
        orders.storeChange(ORDER.confirmed(), message());
        orders.storeChange(ORDER.shipped(), message());

        assertThat(fulfil()).isEqualTo(new Result.Fulfilled(ORDER.id(), OrderState.SHIPPED));
        assertThat(asked).isEmpty();
    }

    @Test
    void an_order_that_is_not_express_is_left_alone() {
        PlacedOrders.place(orders, anOrder());

        assertThat(fulfil()).isEqualTo(new Result.NotExpress(ORDER.id()));
        assertThat(asked).isEmpty();
    }

    @Test
    void an_unknown_order_is_told_apart() {
        assertThat(fulfil()).isEqualTo(new Result.UnknownOrder(ORDER.id()));
        assertThat(asked).isEmpty();
    }

    @Test
    void contention_without_end_is_reported() {
        PlacedOrders.place(orders, ORDER);
        StoreOrderChange contended = (_, _) -> StoreOrderChange.Result.VERSION_CONFLICT;

        Result result = new FulfilExpressOrder(orders, contended, slots, LONGEST_CALL, clock)
                .fulfil(message(), placed(), PLENTY);

        assertThat(result).isEqualTo(new Result.Contended(ORDER.id(), FulfilExpressOrder.MAX_CONFLICTS));
    }

    @Test
    void no_step_is_started_when_no_time_is_left() {
        PlacedOrders.place(orders, ORDER);
        // Time for one step, none for the next.
        TimeLeft oneStep = () -> asked.isEmpty() ? Duration.ofMillis(1) : Duration.ofMillis(-3);

        assertThat(new FulfilExpressOrder(orders, orders, recorded(slots), LONGEST_CALL, clock)
                        .fulfil(message(), placed(), oneStep))
                .isEqualTo(new Result.OutOfTime(ORDER.id(), OrderState.CONFIRMED));
        assertThat(asked).extracting(SlotCommand::action).containsExactly(Action.RESERVE);
    }

    @Test
    void a_call_gets_no_more_time_than_is_left_and_never_all_of_a_long_invocation() {
        PlacedOrders.place(orders, ORDER);
        List<Duration> left = new ArrayList<>(List.of(Duration.ofSeconds(25), Duration.ofSeconds(4)));
        TimeLeft time = () -> left.get(Math.min(asked.size(), 1));

        new FulfilExpressOrder(orders, orders, recorded(slots), LONGEST_CALL, clock).fulfil(message(), placed(), time);

        assertThat(limits).containsExactly(LONGEST_CALL, Duration.ofSeconds(4));
    }

    @ParameterizedTest
    @EnumSource(names = {"HELD", "RELEASED"})
    void an_answer_that_fits_no_confirmation_changes_nothing(SlotReply.Outcome outcome) {
        PlacedOrders.place(orders, ORDER);
        orders.storeChange(ORDER.confirmed(), message());
        ManageSlots strange = (command, _) -> new SlotReply(command.order().orderId(), outcome, 1, NOON, null);

        assertThatThrownBy(() -> fulfil(strange))
                .isInstanceOf(SlotCallFailedException.class)
                .hasMessage(
                        "FulfilExpressOrder: order " + ORDER.id().value() + ": the answer to CONFIRM is " + outcome);
        assertThat(orders.find(ORDER.id())).contains(ORDER.confirmed());
    }

    @Test
    void an_answer_that_fits_no_reserve_changes_nothing() {
        PlacedOrders.place(orders, ORDER);
        ManageSlots strange =
                (command, _) -> new SlotReply(command.order().orderId(), SlotReply.Outcome.RELEASED, 1, null, null);

        assertThatThrownBy(() -> fulfil(strange)).isInstanceOf(SlotCallFailedException.class);
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

    private Result fulfil() {
        return fulfil(slots);
    }

    private Result fulfil(ManageSlots port) {
        return new FulfilExpressOrder(orders, orders, recorded(port), LONGEST_CALL, clock)
                .fulfil(message(), placed(), PLENTY);
    }

    private static CloudEvent message() {
        return OrderEvents.announcing(ORDER.placed(), NOON, CONTEXT);
    }

    private static OrderEvent.Placed placed() {
        return (OrderEvent.Placed) message().data();
    }

    private List<String> states() {
        return orders.events().stream().map(event -> event.type().wireName()).toList();
    }
}
