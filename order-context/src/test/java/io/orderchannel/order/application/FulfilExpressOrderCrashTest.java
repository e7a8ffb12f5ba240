package io.orderchannel.order.application;

import static io.orderchannel.order.domain.OrderFixture.NOON;
import static io.orderchannel.order.domain.OrderFixture.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import faas.events.CloudEvent;
import faas.events.EventContext;
import faas.kit.time.TimeLeft;
import io.orderchannel.events.channel.AssignmentSnapshot;
import io.orderchannel.events.channel.SlotCommand;
import io.orderchannel.events.channel.SlotCommand.Action;
import io.orderchannel.events.order.OrderEventType;
import io.orderchannel.events.order.OrderSnapshot;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderFixture;
import io.orderchannel.order.domain.OrderId;
import io.orderchannel.order.domain.OrderState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Something happens right before or right after the effect of any one step of the orchestration: a crash, the same
 * message in another environment, a request for cancellation, time that passes. The message comes again until it is
 * acknowledged, and once more. In every case the order has a slot exactly if it is confirmed, and each of its changes
 * is announced once.
 */
class FulfilExpressOrderCrashTest {
    /** No course of events takes more steps: read, reserve, store, confirm, store, release. */
    private static final int STEPS = 6;

    private static final Duration STALE = Duration.ofMinutes(5);
    private static final OrderFixture ORDER = anOrder().asExpress();
    private static final EventContext CONTEXT =
            new EventContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "correlation-1", "request-1");

    private static final TimeLeft PLENTY = new TimeLeft(() -> 30_000);

    private final TestClock clock = new TestClock();
    private final InMemoryOrders orders = new InMemoryOrders();

    enum Moment {
        BEFORE_ITS_EFFECT,
        AFTER_ITS_EFFECT
    }

    static Stream<Arguments> moments() {
        List<Arguments> all = new ArrayList<>();
        for (int step = 1; step <= STEPS; step++) {
            for (Moment moment : Moment.values()) {
                for (int capacity = 0; capacity <= 1; capacity++) {
                    all.add(Arguments.of(step, moment, capacity));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "step {0}, {1}, {2} slot(s)")
    @MethodSource("moments")
    void a_crash_at_any_step_ends_as_if_there_was_none(int step, Moment moment, int capacity) {
        InMemorySlots slots = new InMemorySlots(capacity, clock);
        Interrupted interrupted = new Interrupted(slots, step, moment, () -> {
            throw new Crash();
        });

        deliverUntilAcknowledged(interrupted, slots);

        assertThat(state()).isEqualTo(capacity == 0 ? OrderState.REJECTED : OrderState.CONFIRMED);
        assertConsistent(slots);
    }

    @ParameterizedTest(name = "step {0}, {1}, {2} slot(s)")
    @MethodSource("moments")
    void the_same_message_in_another_environment_at_any_step_ends_as_if_there_was_one(
            int step, Moment moment, int capacity) {
        InMemorySlots slots = new InMemorySlots(capacity, clock);
        Interrupted interrupted = new Interrupted(slots, step, moment, () -> fulfil(orders, slots));

        deliverUntilAcknowledged(interrupted, slots);

        assertThat(state()).isEqualTo(capacity == 0 ? OrderState.REJECTED : OrderState.CONFIRMED);
        assertConsistent(slots);
    }

    @ParameterizedTest(name = "step {0}, {1}, {2} slot(s)")
    @MethodSource("moments")
    void a_request_for_cancellation_at_any_step_leaves_no_slot_taken(int step, Moment moment, int capacity) {
        InMemorySlots slots = new InMemorySlots(capacity, clock);
        Interrupted interrupted = new Interrupted(slots, step, moment, () -> {
            if (orders.find(ORDER.id()).orElseThrow() instanceof Order.Waiting waiting) {
                Order.Cancelling next = waiting.requestCancellation("too late", NOON);
                orders.storeChange(next, OrderEvents.announcing(next, NOON, CONTEXT));
            }
        });

        deliverUntilAcknowledged(interrupted, slots);
        channelAnswers(slots);

        assertConsistent(slots);
        if (capacity == 0) {
            assertThat(state()).isIn(OrderState.REJECTED, OrderState.CANCELLED);
        }
    }

    @ParameterizedTest(name = "step {0}, {1}, {2} slot(s)")
    @MethodSource("moments")
    void a_reservation_that_runs_out_at_any_step_leaves_no_order_with_a_slot_that_is_gone(
            int step, Moment moment, int capacity) {
        InMemorySlots slots = new InMemorySlots(capacity, clock);
        Interrupted interrupted = new Interrupted(slots, step, moment, () -> {
            clock.advance(InMemorySlots.RESERVATION);
            throw new Crash();
        });

        deliverUntilAcknowledged(interrupted, slots);

        assertThat(state()).isIn(OrderState.CONFIRMED, OrderState.REJECTED, OrderState.CANCELLED);
        assertConsistent(slots);
    }

    @ParameterizedTest(name = "step {0}, {1}, {2} slot(s)")
    @MethodSource("moments")
    void a_message_that_ends_in_the_dead_letter_queue_leaves_no_order_waiting_and_no_slot_taken(
            int step, Moment moment, int capacity) {
        InMemorySlots slots = new InMemorySlots(capacity, clock);
        PlacedOrders.place(orders, ORDER);
        for (int delivery = 1; delivery <= 5; delivery++) {
            // This one crashes at the same step of every delivery.
            Interrupted interrupted = new Interrupted(slots, step, moment, () -> {
                throw new Crash();
            });
            try {
                fulfil(interrupted.orders(), interrupted.slots());
            } catch (Crash _) {
                // Comes again, and at last goes to the dead-letter queue.
            }
        }

        clock.advance(STALE);
        new ExpireStaleOrders(orders, clock, STALE, STALE).expire("fired-1", PLENTY, _ -> {});
        channelAnswers(slots);

        assertThat(orders.find(ORDER.id()).orElseThrow()).isNotInstanceOf(Order.Waiting.class);
        assertThat(slots.taken()).isZero();
        assertEachChangeIsAnnouncedOnce();
    }

    /** And once more after that. */
    private void deliverUntilAcknowledged(Interrupted interrupted, InMemorySlots slots) {
        PlacedOrders.place(orders, ORDER);
        int acknowledged = 0;
        for (int delivery = 1; acknowledged < 2; delivery++) {
            assertThat(delivery).as("deliveries").isLessThan(6);
            try {
                Order order = fulfil(interrupted.orders(), interrupted.slots());
                assertThat(order).isNotInstanceOf(Order.Placed.class);
                if (order instanceof Order.Rejected || order instanceof Order.Cancelled) {
                    assertThat(slots.taken())
                            .as("slots of an order that came to nothing")
                            .isZero();
                }
                acknowledged++;
            } catch (Crash _) {
                // Comes again.
            }
        }
        assertThat(interrupted.happened()).isTrue();
    }

    private Order fulfil(Orders store, ManageSlots slots) {
        return new FulfilExpressOrder(store, slots, Duration.ofSeconds(10), clock).fulfil(ORDER.id(), CONTEXT, PLENTY);
    }

    /** The channel gives back what the order has, and says so. */
    private void channelAnswers(InMemorySlots slots) {
        for (CloudEvent event : orders.events()) {
            if (event.data() instanceof OrderSnapshot order && order.type() == OrderEventType.CANCELLING) {
                slots.ask(new SlotCommand(Action.RELEASE, order, event.context()), Duration.ofSeconds(1));
                CloudEvent answer = ChannelEventFixture.released(ORDER.id(), 9, "given back");
                new ApplyChannelOutcome(orders, clock).apply(answer, (AssignmentSnapshot) answer.data());
            }
        }
    }

    private OrderState state() {
        return orders.find(ORDER.id()).orElseThrow().state();
    }

    private void assertConsistent(InMemorySlots slots) {
        assertThat(slots.isAssigned(ORDER.id().value())).isEqualTo(state() == OrderState.CONFIRMED);
        assertThat(slots.taken()).isEqualTo(state() == OrderState.CONFIRMED ? 1 : 0);
        assertEachChangeIsAnnouncedOnce();
    }

    private void assertEachChangeIsAnnouncedOnce() {
        List<CloudEvent> events = orders.events();
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).id()).isEqualTo(ORDER.id().value() + "#" + (i + 1));
        }
        assertThat(events).extracting(CloudEvent::type).doesNotHaveDuplicates();
    }

    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The ports, with something that happens once, at one step of all that are taken through them. */
    private final class Interrupted {
        private final ManageSlots slots;
        private final int at;
        private final Moment moment;
        private final Runnable interruption;
        private int steps;

        private Interrupted(ManageSlots slots, int at, Moment moment, Runnable interruption) {
            this.slots = slots;
            this.at = at;
            this.moment = moment;
            this.interruption = interruption;
        }

        private Orders orders() {
            return new DelegatingOrders(orders) {
                @Override
                public Optional<Order> find(OrderId id) {
                    return step(() -> super.find(id));
                }

                @Override
                public boolean storeChange(Order next, CloudEvent event) {
                    return step(() -> super.storeChange(next, event));
                }
            };
        }

        private ManageSlots slots() {
            return (command, atMost) -> step(() -> slots.ask(command, atMost));
        }

        private boolean happened() {
            return steps >= at;
        }

        private <T> T step(Supplier<T> effect) {
            steps++;
            boolean now = steps == at;
            if (now && moment == Moment.BEFORE_ITS_EFFECT) {
                interruption.run();
            }
            T result = effect.get();
            if (now && moment == Moment.AFTER_ITS_EFFECT) {
                interruption.run();
            }
            return result;
        }
    }
}
