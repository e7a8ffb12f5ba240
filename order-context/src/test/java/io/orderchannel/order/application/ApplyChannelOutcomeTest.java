package io.orderchannel.order.application;

import static io.orderchannel.order.application.ChannelEventFixture.assigned;
import static io.orderchannel.order.application.ChannelEventFixture.rejected;
import static io.orderchannel.order.domain.OrderFixture.NOON;
import static io.orderchannel.order.domain.OrderFixture.anOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.events.CloudEvent;
import faas.events.EventContext;
import io.orderchannel.events.channel.AssignmentSnapshot;
import io.orderchannel.events.order.OrderEventType;
import io.orderchannel.order.domain.ChannelOutcome.Decision;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderState;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ApplyChannelOutcomeTest {
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

    private final InMemoryOrders orders = new InMemoryOrders();
    private final ApplyChannelOutcome applyChannelOutcome = new ApplyChannelOutcome(orders, CLOCK);

    @Test
    void an_assignment_confirms_the_order_and_announces_it() {
        given(anOrder().placed());

        assertThat(apply(assigned(anOrder().id(), 1)))
                .isInstanceOfSatisfying(
                        Decision.Changed.class,
                        changed -> assertThat(orders.find(anOrder().id())).contains(changed.order()));

        assertThat(orders.find(anOrder().id())).map(Order::state).contains(OrderState.CONFIRMED);
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

        assertThat(apply(assigned(anOrder().id(), 1))).isEqualTo(new Decision.AlreadyApplied());
        assertThat(orders.events()).hasSize(events);
    }

    @Test
    void a_newer_message_for_a_settled_order_changes_nothing() {
        given(anOrder().placed());
        apply(rejected(anOrder().id(), 1, "no slot left"));

        assertThat(apply(assigned(anOrder().id(), 2)))
                .isEqualTo(new Decision.NotAllowed(OrderState.REJECTED, OrderState.CONFIRMED));
    }

    @Test
    void a_message_for_an_unknown_order_fails() {
        assertThatThrownBy(() -> apply(assigned(anOrder().id(), 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("ApplyChannelOutcome: order " + anOrder().id().value() + ": not found");
    }

    @Test
    void an_order_is_read_and_decided_about_again_after_a_write_conflict() {
        given(anOrder().placed());
        CloudEvent message = assigned(anOrder().id(), 1);
        // Another invocation applies the same message just before this one writes.
        Orders raced = DelegatingOrders.storingChanges(orders, (next, event) -> {
            orders.storeChange(next, event);
            return orders.storeChange(next, event);
        });

        Decision decision = new ApplyChannelOutcome(raced, CLOCK).apply(message, (AssignmentSnapshot) message.data());

        assertThat(decision).isEqualTo(new Decision.AlreadyApplied());
    }

    @Test
    void write_conflicts_without_end_fail() {
        given(anOrder().placed());
        CloudEvent message = assigned(anOrder().id(), 1);
        AtomicInteger attempts = new AtomicInteger();
        Orders contended = DelegatingOrders.storingChanges(orders, (_, _) -> attempts.incrementAndGet() == 0);

        assertThatThrownBy(() ->
                        new ApplyChannelOutcome(contended, CLOCK).apply(message, (AssignmentSnapshot) message.data()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("ApplyChannelOutcome: order " + anOrder().id().value()
                        + ": write conflict at each of 3 attempts");
        assertThat(attempts).hasValue(ApplyChannelOutcome.MAX_ATTEMPTS);
    }

    private void given(Order.Placed order) {
        EventContext context = new EventContext("trace-1", "correlation-1", "request-1");
        orders.storeNew(order, OrderEvents.announcing(order, NOON, context));
    }

    private Decision apply(CloudEvent message) {
        return applyChannelOutcome.apply(message, (AssignmentSnapshot) message.data());
    }
}
