package io.orderchannel.order.domain;

import static io.orderchannel.order.domain.OrderFixture.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderchannel.order.domain.Order.Decision;
import org.junit.jupiter.api.Test;

class OrderTest {

    @Test
    void a_new_order_is_placed_at_the_first_version_and_has_followed_nothing() {
        Order.Placed order = anOrder().placed();

        assertThat(order.state()).isEqualTo(OrderState.PLACED);
        assertThat(order.version()).isEqualTo(Version.FIRST);
        assertThat(order.applied()).isEqualTo(ChannelMarker.NONE);
    }

    @Test
    void an_assignment_confirms() {
        Decision decision = anOrder().placed().decide(anOrder().assigned(1));

        assertThat(decision)
                .isEqualTo(new Decision.Changed(new Order.Confirmed(
                        anOrder().details(), new Version(2), new ChannelMarker(1, "assignment-1#1"))));
    }

    @Test
    void a_rejection_rejects_and_keeps_its_reason() {
        Decision decision = anOrder().placed().decide(anOrder().rejection(1));

        assertThat(decision)
                .isEqualTo(new Decision.Changed(new Order.Rejected(
                        anOrder().details(), new Version(2), new ChannelMarker(1, "assignment-1#1"), "no slot left")));
    }

    @Test
    void a_gap_in_the_versions_is_allowed() {
        assertThat(anOrder().placed().decide(anOrder().assigned(7))).isInstanceOf(Decision.Changed.class);
    }

    @Test
    void an_equal_or_lower_version_changes_nothing() {
        Order confirmed = anOrder().confirmed();

        assertThat(confirmed.decide(anOrder().assigned(1))).isEqualTo(new Decision.AlreadyApplied(confirmed.applied()));
        assertThat(confirmed.decide(anOrder().rejection(1)))
                .isEqualTo(new Decision.AlreadyApplied(confirmed.applied()));
        assertThat(confirmed.decide(anOrder().rejection(0)))
                .isEqualTo(new Decision.AlreadyApplied(confirmed.applied()));
    }

    @Test
    void a_terminal_state_never_changes() {
        assertThat(anOrder().rejected("no slot left").decide(anOrder().assigned(2)))
                .isEqualTo(new Decision.NotAllowed(OrderState.REJECTED, OrderState.CONFIRMED));
    }

    @Test
    void a_confirmed_order_is_not_rejected() {
        assertThat(anOrder().confirmed().decide(anOrder().rejection(2)))
                .isEqualTo(new Decision.NotAllowed(OrderState.CONFIRMED, OrderState.REJECTED));
    }
}
