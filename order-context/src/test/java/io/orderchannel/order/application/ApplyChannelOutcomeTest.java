package io.orderchannel.order.application;

import static io.orderchannel.order.application.ChannelEventFixture.assigned;
import static io.orderchannel.order.application.ChannelEventFixture.rejected;
import static io.orderchannel.order.domain.OrderFixture.NOON;
import static io.orderchannel.order.domain.OrderFixture.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import faas.events.CloudEvent;
import faas.events.EventContext;
import io.orderchannel.events.channel.ChannelEvent;
import io.orderchannel.events.order.OrderEventType;
import io.orderchannel.order.application.ApplyChannelOutcome.Result;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderState;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ApplyChannelOutcomeTest {

    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

    private final InMemoryOrders orders = new InMemoryOrders();
    private final ApplyChannelOutcome applyChannelOutcome = new ApplyChannelOutcome(orders, orders, CLOCK);

    @Test
    void an_assignment_confirms_the_order_and_announces_it() {
        given(anOrder().placed());

        assertThat(apply(assigned(anOrder().id(), 1)))
                .isEqualTo(new Result.Changed(anOrder().id(), OrderState.CONFIRMED));

        CloudEvent announced = orders.events().getLast();
        assertThat(announced.type()).isEqualTo(OrderEventType.CONFIRMED);
        assertThat(announced.id()).isEqualTo(anOrder().id().value() + "#2");
        assertThat(announced.context())
                .isEqualTo(EventContext.causedBy(assigned(anOrder().id(), 1)));
    }

    @Test
    void a_rejection_rejects_the_order_for_its_reason() {
        given(anOrder().placed());

        apply(rejected(anOrder().id(), 1, "no slot left"));

        assertThat(orders.find(anOrder().id()))
                .get()
                .isInstanceOfSatisfying(
                        Order.Rejected.class,
                        order -> assertThat(order.reason()).isEqualTo("no slot left"));
    }

    @Test
    void a_duplicate_message_changes_nothing() {
        given(anOrder().placed());
        apply(assigned(anOrder().id(), 1));
        int events = orders.events().size();

        assertThat(apply(assigned(anOrder().id(), 1)))
                .isEqualTo(new Result.AlreadyApplied(anOrder().id()));
        assertThat(orders.events()).hasSize(events);
    }

    @Test
    void a_newer_message_for_a_settled_order_changes_nothing() {
        given(anOrder().placed());
        apply(rejected(anOrder().id(), 1, "no slot left"));

        assertThat(apply(assigned(anOrder().id(), 2)))
                .isEqualTo(new Result.NotAllowed(anOrder().id(), OrderState.REJECTED, OrderState.CONFIRMED));
    }

    @Test
    void a_message_for_an_unknown_order_is_told_apart() {
        assertThat(apply(assigned(anOrder().id(), 1)))
                .isEqualTo(new Result.UnknownOrder(anOrder().id()));
    }

    @Test
    void an_order_that_somebody_else_changed_in_between_is_decided_about_anew() {
        given(anOrder().placed());
        CloudEvent message = assigned(anOrder().id(), 1);
        // The other one applies the same message just before this one writes.
        StoreOrderChange raced = (next, event) -> {
            orders.storeChange(next, event);
            return orders.storeChange(next, event);
        };

        Result result = new ApplyChannelOutcome(orders, raced, CLOCK).apply(message, (ChannelEvent) message.data());

        assertThat(result).isEqualTo(new Result.AlreadyApplied(anOrder().id()));
    }

    @Test
    void contention_without_end_is_reported() {
        given(anOrder().placed());
        CloudEvent message = assigned(anOrder().id(), 1);
        StoreOrderChange contended = (_, _) -> StoreOrderChange.Result.VERSION_CONFLICT;

        Result result = new ApplyChannelOutcome(orders, contended, CLOCK).apply(message, (ChannelEvent) message.data());

        assertThat(result).isEqualTo(new Result.Contended(anOrder().id(), ApplyChannelOutcome.MAX_ATTEMPTS));
    }

    private void given(Order.Placed order) {
        EventContext context = new EventContext("trace-1", "correlation-1", "request-1");
        orders.storeNew(order, anOrder().request(), OrderEvents.announcing(order, NOON, context));
    }

    private Result apply(CloudEvent message) {
        return applyChannelOutcome.apply(message, (ChannelEvent) message.data());
    }
}
