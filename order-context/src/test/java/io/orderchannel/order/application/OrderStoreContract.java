package io.orderchannel.order.application;

import static io.orderchannel.order.domain.OrderFixture.NOON;
import static io.orderchannel.order.domain.OrderFixture.anOrder;
import static io.orderchannel.order.domain.OrderState.CANCELLING;
import static io.orderchannel.order.domain.OrderState.CONFIRMED;
import static io.orderchannel.order.domain.OrderState.PLACED;
import static org.assertj.core.api.Assertions.assertThat;

import faas.events.CloudEvent;
import faas.events.EventContext;
import io.orderchannel.order.application.Orders.Entry;
import io.orderchannel.order.application.Orders.Page;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderFixture;
import io.orderchannel.order.domain.OrderId;
import io.orderchannel.order.domain.OrderState;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of orders does. */
public abstract class OrderStoreContract {
    private static final EventContext CONTEXT =
            new EventContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "correlation-1", "cause-1");

    protected abstract Orders orders();

    /** The event that the last write of this order carried. */
    protected abstract CloudEvent storedEvent(Order order);

    @Test
    void an_order_that_was_never_stored_is_not_found() {
        assertThat(orders().find(anOrder().underKey("never").id())).isEmpty();
    }

    @Test
    void a_stored_order_is_found_as_it_was_stored() {
        OrderFixture order = anOrder().underKey("stored");

        assertThat(place(order)).isEmpty();

        assertThat(orders().find(order.id())).contains(order.placed());
        assertThat(storedEvent(order.placed())).isEqualTo(event(order.placed()));
    }

    @Test
    void an_order_is_stored_once_and_the_second_attempt_learns_of_the_first_request() {
        OrderFixture first = anOrder().underKey("twice");
        OrderFixture second = first.of(OrderFixture.item("OTHER", 9, 1));
        place(first);

        assertThat(place(second)).contains(first.details().fingerprint());

        assertThat(orders().find(first.id())).contains(first.placed());
        assertThat(storedEvent(first.placed())).isEqualTo(event(first.placed()));
    }

    @Test
    void the_first_request_is_known_whatever_became_of_the_order() {
        OrderFixture order = anOrder().underKey("settled");
        place(order);
        change(order.confirmed());

        assertThat(place(order)).contains(order.details().fingerprint());

        assertThat(orders().find(order.id())).contains(order.confirmed());
    }

    @Test
    void a_change_is_stored_with_its_marker_and_event() {
        OrderFixture order = anOrder().underKey("confirmed");
        place(order);

        assertThat(change(order.confirmed())).isTrue();

        assertThat(orders().find(order.id())).contains(order.confirmed());
        assertThat(storedEvent(order.confirmed())).isEqualTo(event(order.confirmed()));
    }

    @Test
    void a_rejection_keeps_its_reason() {
        OrderFixture order = anOrder().underKey("rejected");
        place(order);

        change(order.rejected("no slot left"));

        assertThat(orders().find(order.id())).contains(order.rejected("no slot left"));
    }

    @Test
    void a_change_of_a_version_that_is_no_longer_stored_changes_nothing() {
        OrderFixture order = anOrder().underKey("raced");
        place(order);
        change(order.confirmed());

        assertThat(change(order.rejected("too late"))).isFalse();

        assertThat(orders().find(order.id())).contains(order.confirmed());
        assertThat(storedEvent(order.confirmed())).isEqualTo(event(order.confirmed()));
    }

    @Test
    void a_change_of_an_order_that_is_not_there_stores_nothing() {
        OrderFixture order = anOrder().underKey("absent");

        assertThat(change(order.confirmed())).isFalse();
        assertThat(orders().find(order.id())).isEmpty();
    }

    @Test
    void the_largest_order_is_stored_and_changed() {
        // 64 characters of three bytes each: more than 64 KiB of JSON can hold a hundred times.
        OrderFixture order = anOrder().underKey("largest").ofAsManyItemsAsAllowed("漢".repeat(64));

        assertThat(place(order)).isEmpty();
        assertThat(change(order.rejected("no slot left"))).isTrue();

        assertThat(orders().find(order.id())).contains(order.rejected("no slot left"));
    }

    @Test
    void a_cancellation_keeps_its_reason() {
        OrderFixture order = anOrder().underKey("cancelled");
        place(order);

        change(order.cancelled("nobody answered"));

        assertThat(orders().find(order.id())).contains(order.cancelled("nobody answered"));
    }

    @Test
    void an_order_to_be_cancelled_keeps_its_reason_and_since_when_until_the_answer_moves_it() {
        OrderFixture order = anOrder().underKey("cancelling");
        place(order);
        Order.Cancelling first = order.cancelling("nobody shipped");
        Order.Cancelling second = first.requestCancellation("ignored", NOON.plusSeconds(60));
        Order shipped = new Order.Shipped(second.details(), second.version() + 1, second.applied());

        for (Order next : List.of(order.confirmed(), first, second, shipped)) {
            assertThat(orders().storeChange(next, event(next))).isTrue();
            assertThat(orders().find(order.id())).contains(next);
        }
    }

    @Test
    void an_express_order_is_found_as_one_in_every_state() {
        OrderFixture order = anOrder().underKey("express").asExpress();
        place(order);
        assertThat(orders().find(order.id())).contains(order.placed());

        for (Order next : List.of(order.confirmed(), order.shipped(), order.delivered())) {
            assertThat(orders().storeChange(next, event(next))).isTrue();
            assertThat(orders().find(order.id())).contains(next);
        }
    }

    @Test
    void an_order_and_the_context_of_its_last_change_are_read_together() {
        OrderFixture order = anOrder().underKey("latest");
        assertThat(orders().findLatestChange(order.id())).isEmpty();
        place(order);
        change(order.confirmed());

        assertThat(orders().findLatestChange(order.id()))
                .contains(new Orders.LatestChange(order.confirmed(), Optional.of(NOON), CONTEXT));
    }

    @Test
    void an_order_waits_for_a_channel_then_for_the_partner_and_then_for_nobody() {
        Instant placedAt = Instant.parse("2001-01-01T00:00:00Z");
        Instant confirmedAt = Instant.parse("2001-01-01T00:00:05.001Z");
        OrderFixture order = anOrder().underKey("waits");

        place(order, placedAt);
        assertThat(waiting(PLACED, placedAt)).containsExactly(new Entry(order.id(), placedAt));
        assertThat(waiting(CONFIRMED, placedAt)).isEmpty();

        orders().storeChange(order.confirmed(), event(order.confirmed(), confirmedAt));
        assertThat(waiting(PLACED, confirmedAt)).isEmpty();
        assertThat(waiting(CONFIRMED, confirmedAt)).containsExactly(new Entry(order.id(), confirmedAt));

        orders().storeChange(order.shipped(), event(order.shipped(), confirmedAt));
        assertThat(waiting(PLACED, confirmedAt)).isEmpty();
        assertThat(waiting(CONFIRMED, confirmedAt)).isEmpty();
    }

    @Test
    void an_order_that_asks_again_for_its_cancellation_begins_to_wait_anew() {
        Instant askedAt = Instant.parse("2006-01-01T00:00:00Z");
        Instant askedAgainAt = Instant.parse("2006-01-01T00:01:00Z");
        OrderFixture order = anOrder().underKey("asks again");
        place(order, askedAt);
        orders().storeChange(order.confirmed(), event(order.confirmed(), askedAt));
        Order.Cancelling first = order.cancelling("too late");

        orders().storeChange(first, event(first, askedAt));
        assertThat(waiting(CONFIRMED, askedAt)).isEmpty();
        assertThat(waiting(CANCELLING, askedAt)).containsExactly(new Entry(order.id(), askedAt));

        Order.Cancelling second = first.requestCancellation("too late", askedAgainAt);
        orders().storeChange(second, event(second, askedAgainAt));
        assertThat(waiting(CANCELLING, askedAgainAt.minusMillis(1))).isEmpty();
        assertThat(waiting(CANCELLING, askedAgainAt)).containsExactly(new Entry(order.id(), askedAgainAt));
    }

    @Test
    void an_order_that_came_to_nothing_waits_for_nobody() {
        Instant placedAt = Instant.parse("2002-01-01T00:00:00Z");
        OrderFixture rejected = anOrder().underKey("waits no longer");
        OrderFixture cancelled = anOrder().underKey("waits no longer either");
        place(rejected, placedAt);
        place(cancelled, placedAt);

        orders().storeChange(rejected.rejected("no slot left"), event(rejected.rejected("no slot left"), placedAt));
        orders().storeChange(cancelled.cancelled("too late"), event(cancelled.cancelled("too late"), placedAt));

        assertThat(waiting(PLACED, placedAt.plusSeconds(1))).isEmpty();
    }

    @Test
    void a_change_that_was_refused_leaves_the_order_waiting() {
        Instant placedAt = Instant.parse("2003-01-01T00:00:00Z");
        OrderFixture order = anOrder().underKey("still waits");
        place(order, placedAt);

        assertThat(orders().storeChange(order.shipped(), event(order.shipped(), placedAt)))
                .isFalse();

        assertThat(waiting(PLACED, placedAt)).containsExactly(new Entry(order.id(), placedAt));
    }

    @Test
    void those_that_wait_longest_come_first_and_the_newest_not_at_all() {
        // Without its zeros the second of these would sort behind the third.
        List<Instant> times = List.of(
                Instant.parse("2004-01-01T00:00:00Z"),
                Instant.parse("2004-01-01T00:00:01Z"),
                Instant.parse("2004-01-01T00:00:01.100Z"),
                Instant.parse("2004-01-01T00:00:01.101Z"));
        List<Entry> all = new ArrayList<>();
        for (Instant time : times) {
            OrderFixture order = anOrder().underKey("since " + time);
            place(order, time);
            all.add(new Entry(order.id(), time));
        }

        assertThat(waiting(PLACED, times.get(2))).containsExactlyElementsOf(all.subList(0, 3));
    }

    @Test
    void pages_go_on_where_the_last_one_ended_also_when_its_orders_have_moved_on() {
        Instant start = Instant.parse("2005-01-01T00:00:00Z");
        List<OrderFixture> orders = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            OrderFixture order = anOrder().underKey("page " + i);
            place(order, start.plusMillis(i));
            orders.add(order);
        }
        List<Integer> sizes = new ArrayList<>();
        List<OrderId> seen = new ArrayList<>();
        Optional<Entry> after = Optional.of(new Entry(orders.getFirst().id(), start.minusMillis(1)));
        do {
            Page page = orders().findWaiting(PLACED, start.plusSeconds(1), after, 3);
            sizes.add(page.entries().size());
            for (Entry entry : page.entries()) {
                seen.add(entry.orderId());
                OrderFixture order = orders.get(seen.size() - 1);
                change(order.cancelled("too late"));
            }
            after = page.end();
        } while (after.isPresent());

        assertThat(sizes).startsWith(3, 3, 1);
        assertThat(seen)
                .containsExactlyElementsOf(orders.stream().map(OrderFixture::id).toList());
    }

    /** Those of the year of {@code until}, so that the tests' orders stay apart in one store. */
    private List<Entry> waiting(OrderState state, Instant until) {
        Instant yearBegins = until.atOffset(ZoneOffset.UTC)
                .withDayOfYear(1)
                .truncatedTo(ChronoUnit.DAYS)
                .toInstant();
        return orders().findWaiting(state, until, Optional.empty(), 100).entries().stream()
                .filter(entry -> !entry.since().isBefore(yearBegins))
                .toList();
    }

    private void place(OrderFixture order, Instant time) {
        orders().storeNew(order.placed(), event(order.placed(), time));
    }

    private static CloudEvent event(Order order, Instant time) {
        return OrderEvents.announcing(order, time, CONTEXT);
    }

    private Optional<String> place(OrderFixture order) {
        return orders().storeNew(order.placed(), event(order.placed()));
    }

    private boolean change(Order next) {
        assertThat(next.version()).isEqualTo(2);
        return orders().storeChange(next, event(next));
    }

    private static CloudEvent event(Order order) {
        return OrderEvents.announcing(order, NOON, CONTEXT);
    }
}
