package io.orderchannel.order.application;

import static io.orderchannel.order.domain.OrderFixture.NOON;
import static io.orderchannel.order.domain.OrderFixture.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import faas.events.CloudEvent;
import faas.events.EventContext;
import faas.kit.time.TimeLeft;
import io.orderchannel.events.order.OrderEventType;
import io.orderchannel.order.application.ExpireStaleOrders.Outcome;
import io.orderchannel.order.application.Orders.Entry;
import io.orderchannel.order.application.Orders.Page;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderFixture;
import io.orderchannel.order.domain.OrderState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

class ExpireStaleOrdersTest {
    private static final Duration STALE = Duration.ofSeconds(20);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(60);
    private static final TimeLeft PLENTY = new TimeLeft(() -> 30_000);

    private final TestClock clock = new TestClock();
    private final InMemoryOrders orders = new InMemoryOrders();
    private final List<Outcome> outcomes = new ArrayList<>();

    @Test
    void the_cancellation_of_an_order_that_no_channel_answered_is_requested_and_announced() {
        PlacedOrders.place(orders, anOrder());
        clock.advance(STALE);

        assertThat(expire()).isTrue();

        assertThat(orders.find(anOrder().id()))
                .contains(anOrder().placed().requestCancellation("no channel answered within 20 s", NOON.plus(STALE)));
        CloudEvent event = orders.events().getLast();
        assertThat(event.type()).isEqualTo(OrderEventType.CANCELLING);
        assertThat(event.context())
                .isEqualTo(new EventContext(
                        orders.events().getFirst().context().traceparent(),
                        orders.events().getFirst().context().correlationId(),
                        "fired-1"));
    }

    @Test
    void the_cancellation_of_an_order_that_its_partner_did_not_ship_is_requested() {
        place(anOrder().asExpress());
        confirm(anOrder().asExpress());
        clock.advance(STALE);

        expire();

        assertThat(orders.find(anOrder().id()))
                .get()
                .isInstanceOfSatisfying(
                        Order.Cancelling.class,
                        order -> assertThat(order.reason()).isEqualTo("the partner did not ship within 20 s"));
    }

    @Test
    void an_order_waits_its_full_time_for_each() {
        place(anOrder());
        clock.advance(STALE.minusMillis(1));
        expire();
        confirm(anOrder());
        clock.advance(STALE.minusMillis(1));
        expire();

        assertThat(orders.find(anOrder().id())).map(Order::state).contains(OrderState.CONFIRMED);
        assertThat(outcomes).isEmpty();
    }

    @Test
    void an_order_that_gets_no_answer_asks_again_at_an_interval_of_its_own_for_the_same_reason() {
        place(anOrder());
        clock.advance(STALE);
        expire();
        clock.advance(ASK_AGAIN.minusMillis(1));
        expire();
        assertThat(outcomes).hasSize(1);

        clock.advance(Duration.ofMillis(1));
        expire();
        clock.advance(ASK_AGAIN);
        expire();

        assertThat(outcomes)
                .map(Outcome::unanswered)
                .containsExactly(Duration.ZERO, ASK_AGAIN, ASK_AGAIN.multipliedBy(2));
        assertThat(orders.events())
                .extracting(CloudEvent::id)
                .containsExactly(
                        anOrder().id().value() + "#1",
                        anOrder().id().value() + "#2",
                        anOrder().id().value() + "#3",
                        anOrder().id().value() + "#4");
        assertThat(orders.find(anOrder().id()))
                .get()
                .isInstanceOfSatisfying(
                        Order.Cancelling.class,
                        order -> assertThat(order.reason()).isEqualTo("no channel answered within 20 s"));
    }

    @Test
    void a_late_index_that_has_an_earlier_request_causes_no_repetition() {
        place(anOrder());
        clock.advance(STALE);
        expire();
        Entry first = new Entry(anOrder().id(), clock.instant());
        clock.advance(ASK_AGAIN);
        expire();
        Orders lagging = finding((state, _, _, _) ->
                new Page(state == OrderState.CANCELLING ? List.of(first) : List.of(), Optional.empty()));

        expire(lagging, PLENTY);

        assertThat(outcomes).last().isEqualTo(new Outcome.MovedOn(anOrder().id()));
        assertThat(orders.events()).hasSize(3);
    }

    @Test
    void orders_that_wait_for_nobody_are_left_alone() {
        place(anOrder());
        confirm(anOrder());
        store(anOrder().shipped());
        clock.advance(STALE.multipliedBy(100));

        expire();

        assertThat(orders.find(anOrder().id())).contains(anOrder().shipped());
    }

    @Test
    void more_than_a_page_is_worked_off_in_one_run_and_the_next_run_finds_none() {
        int many = 2 * ExpireStaleOrders.PAGE + 1;
        for (int i = 0; i < many; i++) {
            place(anOrder().underKey("key-" + i));
        }
        clock.advance(STALE);

        expire();
        assertThat(outcomes).hasSize(many).allMatch(Outcome.Requested.class::isInstance);

        expire();
        assertThat(outcomes).hasSize(many);
        assertThat(orders.events()).hasSize(2 * many);
    }

    @Test
    void a_run_ends_before_its_time_does_and_leaves_the_rest() {
        for (int i = 0; i < 5; i++) {
            place(anOrder().underKey("key-" + i));
        }
        clock.advance(STALE);
        TimeLeft forTwo = new TimeLeft(() -> outcomes.size() < 2 ? 30_000 : 0);

        assertThat(expire(orders, forTwo)).isFalse();
        assertThat(outcomes).hasSize(2);

        assertThat(expire()).isTrue();
        assertThat(outcomes).hasSize(5);
    }

    @Test
    void an_index_that_lags_behind_cancels_nothing() {
        place(anOrder());
        confirm(anOrder());
        clock.advance(STALE.minusMillis(1));
        // It still says that the order waits for its channel.
        List<Entry> late =
                List.of(new Entry(anOrder().id(), NOON), new Entry(unknown().id(), NOON));
        Orders lagging =
                finding((state, _, _, _) -> new Page(state == OrderState.PLACED ? late : List.of(), Optional.empty()));

        expire(lagging, PLENTY);

        assertThat(outcomes)
                .containsExactly(
                        new Outcome.MovedOn(anOrder().id()),
                        new Outcome.MovedOn(unknown().id()));
        assertThat(orders.find(anOrder().id())).contains(anOrder().confirmed());
    }

    @Test
    void an_order_that_is_confirmed_just_then_stays_confirmed() {
        place(anOrder());
        clock.advance(STALE);
        Orders raced = storing((next, event) -> {
            confirm(anOrder());
            return orders.storeChange(next, event);
        });

        expire(raced, PLENTY);

        assertThat(outcomes).containsExactly(new Outcome.MovedOn(anOrder().id()));
        assertThat(orders.find(anOrder().id())).contains(anOrder().confirmed());
    }

    @Test
    void an_order_that_fails_delays_no_other() {
        place(anOrder());
        place(anOrder().underKey("key-2"));
        clock.advance(STALE);
        IllegalStateException broken = new IllegalStateException("connection reset");
        Orders breaking = storing((next, event) -> {
            if (next.id().equals(anOrder().id())) {
                throw broken;
            }
            return orders.storeChange(next, event);
        });

        assertThat(expire(breaking, PLENTY)).isTrue();

        assertThat(outcomes)
                .contains(new Outcome.Failed(anOrder().id(), broken, Duration.ZERO))
                .hasSize(2);
        assertThat(orders.find(anOrder().underKey("key-2").id()))
                .map(Order::state)
                .contains(OrderState.CANCELLING);
    }

    @Test
    void an_order_that_overflows_the_stack_delays_no_other() {
        place(anOrder());
        place(anOrder().underKey("key-2"));
        clock.advance(STALE);
        Orders overflowing = storing((next, event) -> {
            if (next.id().equals(anOrder().id())) {
                throw new StackOverflowError();
            }
            return orders.storeChange(next, event);
        });

        assertThat(expire(overflowing, PLENTY)).isTrue();

        assertThat(outcomes).hasSize(2).hasAtLeastOneElementOfType(Outcome.Failed.class);
    }

    @Test
    void an_order_that_cannot_ask_again_tells_how_long_it_has_had_no_answer() {
        place(anOrder());
        clock.advance(STALE);
        expire();
        clock.advance(ASK_AGAIN.multipliedBy(3));
        IllegalStateException broken = new IllegalStateException("connection reset");

        Orders breaking = storing((_, _) -> {
            throw broken;
        });
        expire(breaking, PLENTY);

        assertThat(outcomes).last().isEqualTo(new Outcome.Failed(anOrder().id(), broken, ASK_AGAIN.multipliedBy(3)));
    }

    @Test
    void orders_without_end_of_one_kind_do_not_keep_the_other_kind_waiting() {
        place(anOrder());
        confirm(anOrder());
        clock.advance(STALE);
        Entry gone = new Entry(unknown().id(), NOON);
        // There is always a further page of orders that wait for their channel.
        Orders endless = finding((state, until, after, most) -> state == OrderState.PLACED
                ? new Page(List.of(gone), Optional.of(gone))
                : orders.findWaiting(state, until, after, most));

        expire(endless, new TimeLeft(() -> outcomes.size() < 3 ? 30_000 : 0));

        assertThat(orders.find(anOrder().id())).map(Order::state).contains(OrderState.CANCELLING);
    }

    @Test
    void an_overloaded_store_ends_the_run() {
        place(anOrder());
        place(anOrder().underKey("key-2"));
        clock.advance(STALE);
        Orders overloaded = storing((_, _) -> {
            throw new OrdersOverloadedException("throttled", new IllegalStateException());
        });

        assertThat(expire(overloaded, PLENTY)).isFalse();

        assertThat(outcomes).singleElement().isInstanceOf(Outcome.Failed.class);
    }

    private static OrderFixture unknown() {
        return anOrder().underKey("unknown");
    }

    private void place(OrderFixture order) {
        PlacedOrders.place(orders, order);
    }

    private void confirm(OrderFixture order) {
        store(order.confirmed());
    }

    private void store(Order next) {
        EventContext context = orders.events().getFirst().context();
        assertThat(orders.storeChange(next, OrderEvents.announcing(next, clock.instant(), context)))
                .isTrue();
    }

    private Orders storing(BiPredicate<Order, CloudEvent> storeChange) {
        return DelegatingOrders.storingChanges(orders, storeChange);
    }

    private interface Index {
        Page find(OrderState state, Instant until, Optional<Entry> after, int most);
    }

    private Orders finding(Index index) {
        return new DelegatingOrders(orders) {
            @Override
            public Page findWaiting(OrderState state, Instant until, Optional<Entry> after, int most) {
                return index.find(state, until, after, most);
            }
        };
    }

    private boolean expire() {
        return expire(orders, PLENTY);
    }

    private boolean expire(Orders store, TimeLeft time) {
        return new ExpireStaleOrders(store, clock, STALE, ASK_AGAIN).expire("fired-1", time, outcomes::add);
    }
}
