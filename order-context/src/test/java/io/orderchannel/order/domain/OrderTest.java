package io.orderchannel.order.domain;

import static io.orderchannel.order.domain.OrderFixture.NOON;
import static io.orderchannel.order.domain.OrderFixture.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderchannel.order.domain.ChannelOutcome.Decision;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderTest {
    @Test
    void a_new_order_is_placed_at_the_first_version_and_has_followed_nothing() {
        Order.Placed order = anOrder().placed();

        assertThat(order.state()).isEqualTo(OrderState.PLACED);
        assertThat(order.version()).isOne();
        assertThat(order.applied()).isEqualTo(ChannelMarker.NONE);
    }

    @Test
    void an_assignment_confirms() {
        Decision decision = anOrder().assigned(1).decide(anOrder().placed());

        assertThat(decision)
                .isEqualTo(new Decision.Changed(
                        new Order.Confirmed(anOrder().details(), 2, new ChannelMarker(1, "assignment-1#1"))));
    }

    @Test
    void a_rejection_rejects_and_keeps_its_reason() {
        Decision decision = anOrder().rejection(1).decide(anOrder().placed());

        assertThat(decision)
                .isEqualTo(new Decision.Changed(new Order.Rejected(
                        anOrder().details(), 2, new ChannelMarker(1, "assignment-1#1"), "no slot left")));
    }

    @Test
    void a_gap_in_the_versions_is_allowed() {
        assertThat(anOrder().assigned(7).decide(anOrder().placed())).isInstanceOf(Decision.Changed.class);
    }

    @Test
    void an_equal_or_lower_version_changes_nothing() {
        Order confirmed = anOrder().confirmed();

        assertThat(anOrder().assigned(1).decide(confirmed)).isEqualTo(new Decision.AlreadyApplied());
        assertThat(anOrder().rejection(1).decide(confirmed)).isEqualTo(new Decision.AlreadyApplied());
        assertThat(anOrder().rejection(0).decide(confirmed)).isEqualTo(new Decision.AlreadyApplied());
    }

    @Test
    void a_terminal_state_never_changes() {
        List<ChannelOutcome> outcomes = List.of(
                anOrder().assigned(9),
                anOrder().rejection(9),
                anOrder().shipment(9),
                anOrder().delivery(9),
                anOrder().failure(9),
                anOrder().release(9));
        for (Order order : List.of(
                anOrder().rejected("no slot left"),
                anOrder().cancelled("too late"),
                anOrder().delivered())) {
            for (ChannelOutcome outcome : outcomes) {
                assertThat(outcome.decide(order))
                        .isEqualTo(
                                order.state() == outcome.target()
                                        ? new Decision.AlreadyApplied()
                                        : new Decision.NotAllowed(order.state(), outcome.target()));
            }
        }
    }

    @Test
    void the_newest_outcome_takes_the_order_straight_to_its_state_whatever_lies_between() {
        assertThat(anOrder().delivery(3).decide(anOrder().placed()))
                .isEqualTo(new Decision.Changed(
                        new Order.Delivered(anOrder().details(), 2, new ChannelMarker(3, "assignment-1#3"))));
        assertThat(anOrder().shipment(2).decide(anOrder().placed()))
                .isEqualTo(new Decision.Changed(
                        new Order.Shipped(anOrder().details(), 2, new ChannelMarker(2, "assignment-1#2"))));
        assertThat(anOrder().delivery(3).decide(anOrder().confirmed()))
                .isEqualTo(new Decision.Changed(
                        new Order.Delivered(anOrder().details(), 3, new ChannelMarker(3, "assignment-1#3"))));
    }

    @Test
    void a_failed_delivery_cancels_and_keeps_its_reason() {
        assertThat(anOrder().failure(3).decide(anOrder().shipped()))
                .isEqualTo(new Decision.Changed(new Order.Cancelled(
                        anOrder().details(), 4, new ChannelMarker(3, "assignment-1#3"), "nobody home")));
    }

    @Test
    void an_order_that_came_to_the_state_another_way_stays_as_it_is() {
        assertThat(anOrder().assigned(2).decide(anOrder().confirmed())).isEqualTo(new Decision.AlreadyApplied());
    }

    @Test
    void the_table_is_what_the_design_says() {
        assertThat(OrderState.PLACED.next())
                .containsExactlyInAnyOrder(OrderState.CONFIRMED, OrderState.REJECTED, OrderState.CANCELLING);
        assertThat(OrderState.CONFIRMED.next())
                .containsExactlyInAnyOrder(OrderState.SHIPPED, OrderState.CANCELLING, OrderState.CANCELLED);
        assertThat(OrderState.CANCELLING.next())
                .containsExactlyInAnyOrder(OrderState.CANCELLED, OrderState.REJECTED, OrderState.SHIPPED);
        assertThat(OrderState.SHIPPED.next()).containsExactlyInAnyOrder(OrderState.DELIVERED, OrderState.CANCELLED);
        assertThat(OrderState.REJECTED.next()).isEmpty();
        assertThat(OrderState.DELIVERED.next()).isEmpty();
        assertThat(OrderState.CANCELLED.next()).isEmpty();
    }

    @Test
    void a_gap_never_leads_back_nor_around_the_table() {
        assertThat(OrderState.PLACED.leadsTo(OrderState.DELIVERED)).isTrue();
        assertThat(OrderState.CONFIRMED.leadsTo(OrderState.REJECTED)).isFalse();
        assertThat(OrderState.SHIPPED.leadsTo(OrderState.CONFIRMED)).isFalse();
        for (OrderState state : OrderState.values()) {
            assertThat(state.leadsTo(state)).isFalse();
        }
    }

    @Test
    void what_order_does_itself_is_one_step_of_the_table() {
        Order.Placed placed = anOrder().placed();
        for (Order next : List.of(
                placed.confirm(), placed.reject("no slot left"), placed.requestCancellation("too late", NOON))) {
            assertThat(placed.state().next()).contains(next.state());
            assertThat(next.version()).isEqualTo(placed.version() + 1);
            assertThat(next.applied()).isEqualTo(placed.applied());
        }
        Order.Confirmed confirmed = anOrder().confirmed();
        assertThat(confirmed.state().next())
                .contains(confirmed.cancel("too late").state());
        assertThat(confirmed.cancel("too late").reason()).isEqualTo("too late");
    }

    @Test
    void an_order_waits_in_the_states_that_a_request_for_cancellation_may_end() {
        assertThat(OrderState.WAITING).containsExactly(OrderState.PLACED, OrderState.CONFIRMED, OrderState.CANCELLING);
        for (Order order : List.of(
                anOrder().placed(),
                anOrder().confirmed(),
                anOrder().cancelling("too late"),
                anOrder().rejected("no slot left"),
                anOrder().shipped(),
                anOrder().delivered(),
                anOrder().cancelled("too late"))) {
            assertThat(order instanceof Order.Waiting).isEqualTo(OrderState.WAITING.contains(order.state()));
        }
    }

    @Test
    void a_repeated_request_for_cancellation_keeps_the_first_reason_and_time() {
        Order.Cancelling first = anOrder().confirmed().requestCancellation("too late", NOON);

        Order.Cancelling second = first.requestCancellation("no answer", NOON.plusSeconds(60));

        assertThat(second).isEqualTo(new Order.Cancelling(first.details(), 4, first.applied(), "too late", NOON));
    }

    @Test
    void an_order_to_be_cancelled_is_moved_by_the_answer_alone() {
        Order cancelling = anOrder().cancelling("too late");

        assertThat(anOrder().assigned(2).decide(cancelling)).isEqualTo(new Decision.AwaitsAnswer());
        assertThat(after(cancelling, anOrder().release(2))).isEqualTo(OrderState.CANCELLED);
        assertThat(after(cancelling, anOrder().failure(2))).isEqualTo(OrderState.CANCELLED);
        assertThat(after(cancelling, anOrder().rejection(2))).isEqualTo(OrderState.REJECTED);
        assertThat(after(cancelling, anOrder().shipment(2))).isEqualTo(OrderState.SHIPPED);
        assertThat(after(cancelling, anOrder().delivery(2))).isEqualTo(OrderState.DELIVERED);
    }

    private static OrderState after(Order order, ChannelOutcome outcome) {
        return ((Decision.Changed) outcome.decide(order)).order().state();
    }

    @Test
    void a_confirmed_order_is_not_rejected() {
        assertThat(anOrder().rejection(2).decide(anOrder().confirmed()))
                .isEqualTo(new Decision.NotAllowed(OrderState.CONFIRMED, OrderState.REJECTED));
    }
}
