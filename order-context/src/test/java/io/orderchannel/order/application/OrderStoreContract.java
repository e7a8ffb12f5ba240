package io.orderchannel.order.application;

import static io.orderchannel.order.domain.OrderFixture.NOON;
import static io.orderchannel.order.domain.OrderFixture.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderchannel.events.CloudEvent;
import io.orderchannel.events.EventContext;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderFixture;
import io.orderchannel.order.domain.Version;
import org.junit.jupiter.api.Test;

/** What every store of orders does. */
public abstract class OrderStoreContract {

    private static final EventContext CONTEXT =
            new EventContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "correlation-1", "cause-1");

    protected abstract FindOrder find();

    protected abstract StoreNewOrder storeNew();

    protected abstract StoreOrderChange storeChange();

    /** The event that the last write of this order carried. */
    protected abstract CloudEvent storedEvent(Order order);

    @Test
    void an_order_that_was_never_stored_is_not_found() {
        assertThat(find().find(anOrder().underKey("never").id())).isEmpty();
    }

    @Test
    void a_stored_order_is_found_as_it_was_stored() {
        OrderFixture order = anOrder().underKey("stored");

        assertThat(place(order)).isEqualTo(new StoreNewOrder.Result.Stored());

        assertThat(find().find(order.id())).contains(order.placed());
        assertThat(storedEvent(order.placed())).isEqualTo(event(order.placed()));
    }

    @Test
    void an_order_is_stored_once_and_the_second_attempt_learns_of_the_first_request() {
        OrderFixture first = anOrder().underKey("twice");
        OrderFixture second = first.of(OrderFixture.item("OTHER", 9, 1));
        place(first);

        assertThat(place(second)).isEqualTo(new StoreNewOrder.Result.AlreadyThere(first.request()));

        assertThat(find().find(first.id())).contains(first.placed());
        assertThat(storedEvent(first.placed())).isEqualTo(event(first.placed()));
    }

    @Test
    void the_first_request_is_known_whatever_became_of_the_order() {
        OrderFixture order = anOrder().underKey("settled");
        place(order);
        change(order.confirmed());

        assertThat(place(order)).isEqualTo(new StoreNewOrder.Result.AlreadyThere(order.request()));

        assertThat(find().find(order.id())).contains(order.confirmed());
    }

    @Test
    void a_change_is_stored_with_its_marker_and_event() {
        OrderFixture order = anOrder().underKey("confirmed");
        place(order);

        assertThat(change(order.confirmed())).isEqualTo(StoreOrderChange.Result.STORED);

        assertThat(find().find(order.id())).contains(order.confirmed());
        assertThat(storedEvent(order.confirmed())).isEqualTo(event(order.confirmed()));
    }

    @Test
    void a_rejection_keeps_its_reason() {
        OrderFixture order = anOrder().underKey("rejected");
        place(order);

        change(order.rejected("no slot left"));

        assertThat(find().find(order.id())).contains(order.rejected("no slot left"));
    }

    @Test
    void a_change_of_a_version_that_is_no_longer_stored_changes_nothing() {
        OrderFixture order = anOrder().underKey("raced");
        place(order);
        change(order.confirmed());

        assertThat(change(order.rejected("too late"))).isEqualTo(StoreOrderChange.Result.VERSION_CONFLICT);

        assertThat(find().find(order.id())).contains(order.confirmed());
        assertThat(storedEvent(order.confirmed())).isEqualTo(event(order.confirmed()));
    }

    @Test
    void a_change_of_an_order_that_is_not_there_stores_nothing() {
        OrderFixture order = anOrder().underKey("absent");

        assertThat(change(order.confirmed())).isEqualTo(StoreOrderChange.Result.VERSION_CONFLICT);
        assertThat(find().find(order.id())).isEmpty();
    }

    @Test
    void the_largest_order_is_stored_and_changed() {
        // 64 characters of three bytes each: more than 64 KiB of JSON can hold a hundred times.
        OrderFixture order = anOrder().underKey("largest").ofAsManyItemsAsAllowed("漢".repeat(64));

        assertThat(place(order)).isEqualTo(new StoreNewOrder.Result.Stored());
        assertThat(change(order.rejected("no slot left"))).isEqualTo(StoreOrderChange.Result.STORED);

        assertThat(find().find(order.id())).contains(order.rejected("no slot left"));
    }

    private StoreNewOrder.Result place(OrderFixture order) {
        return storeNew().storeNew(order.placed(), order.request(), event(order.placed()));
    }

    private StoreOrderChange.Result change(Order next) {
        assertThat(next.version()).isEqualTo(new Version(2));
        return storeChange().storeChange(next, event(next));
    }

    private static CloudEvent event(Order order) {
        return OrderEvents.announcing(order, NOON, CONTEXT);
    }
}
