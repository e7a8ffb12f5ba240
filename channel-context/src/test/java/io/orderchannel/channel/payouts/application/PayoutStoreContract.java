package io.orderchannel.channel.payouts.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderchannel.channel.payouts.domain.Payout;
import io.orderchannel.channel.slots.domain.Channel;
import io.orderchannel.channel.slots.domain.OrderId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of payouts, their lag and the claim to drain them does. Each test begins with an empty store. */
public abstract class PayoutStoreContract {
    protected static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LATER = NOON.plus(Duration.ofMinutes(2));

    protected abstract Payouts payouts();

    protected abstract PayoutLag lag();

    protected abstract Optional<Payout> stored(String assignmentId);

    /** What the store shows of it. */
    protected abstract Figures figures();

    /** For those who look in from outside. */
    public record Figures(int maxLag, int drains, int drained) {}

    @Test
    void a_payout_is_stored_once() {
        Payout first = payout("cause-1");
        Payout again = payout("cause-2");

        assertThat(payouts().store(first, NOON)).isTrue();
        assertThat(payouts().store(again, LATER)).isFalse();
        assertThat(stored(first.assignmentId())).contains(first);
    }

    @Test
    void a_queue_that_was_never_seen_empty_is_as_old_as_its_first_measurement() {
        assertThat(lag().measured(3, NOON)).isEqualTo(new PayoutLag.Known(NOON, Optional.empty()));
        assertThat(lag().measured(4, LATER)).isEqualTo(new PayoutLag.Known(NOON, Optional.empty()));
    }

    @Test
    void an_empty_queue_is_new_again() {
        lag().measured(3, NOON);

        assertThat(lag().measured(0, LATER)).isEqualTo(new PayoutLag.Known(LATER, Optional.empty()));
    }

    @Test
    void the_highest_lag_stays() {
        lag().measured(3, NOON);
        lag().measured(7, NOON);
        lag().measured(5, NOON);

        assertThat(figures().maxLag()).isEqualTo(7);
    }

    @Test
    void a_reservation_is_seen_by_who_measures_and_keeps_others_out() {
        assertThat(lag().reserve("claim-1", NOON, LATER)).isTrue();

        assertThat(lag().measured(1, NOON).claimedUntil()).contains(LATER);
        assertThat(lag().reserve("claim-2", NOON, LATER)).isFalse();
        assertThat(lag().take("drain-1", NOON, LATER)).isFalse();
    }

    @Test
    void a_reservation_is_begun_once() {
        lag().reserve("claim-1", NOON, NOON.plusSeconds(60));

        assertThat(lag().begin("claim-1", "drain-1", NOON, LATER)).isTrue();
        assertThat(lag().begin("claim-1", "drain-2", NOON, LATER)).isFalse();
        assertThat(lag().measured(1, NOON).claimedUntil()).contains(LATER);
    }

    @Test
    void another_reservation_or_none_cannot_be_begun() {
        assertThat(lag().begin("claim-1", "drain-1", NOON, LATER)).isFalse();
        lag().reserve("claim-2", NOON, LATER);

        assertThat(lag().begin("claim-1", "drain-1", NOON, LATER)).isFalse();
    }

    @Test
    void a_claim_that_ran_out_is_free_and_cannot_be_begun() {
        lag().reserve("claim-1", NOON, LATER);

        assertThat(lag().begin("claim-1", "drain-1", LATER, LATER.plusSeconds(1)))
                .isFalse();
        assertThat(lag().reserve("claim-2", LATER, LATER.plusSeconds(60))).isTrue();
        assertThat(lag().take("drain-3", LATER.plusSeconds(60), LATER.plusSeconds(120)))
                .isTrue();
    }

    @Test
    void a_reservation_after_a_drain_that_was_killed_can_be_begun() {
        lag().take("killed", NOON, LATER);

        assertThat(lag().reserve("claim-1", LATER, LATER.plusSeconds(60))).isTrue();
        assertThat(lag().begin("claim-1", "drain-1", LATER, LATER.plusSeconds(60)))
                .isTrue();
    }

    @Test
    void a_cancelled_reservation_is_free_and_one_that_was_begun_is_not_cancelled() {
        lag().reserve("claim-1", NOON, LATER);
        lag().cancel("claim-1");
        assertThat(lag().begin("claim-1", "drain-1", NOON, LATER)).isFalse();

        lag().reserve("claim-2", NOON, LATER);
        lag().begin("claim-2", "drain-2", NOON, LATER);
        lag().cancel("claim-2");
        assertThat(lag().take("drain-3", NOON, LATER)).isFalse();
    }

    @Test
    void a_drain_that_ends_gives_its_claim_back_and_leaves_figures() {
        lag().measured(5, NOON);
        lag().take("drain-1", NOON, LATER);
        lag().end("drain-1", 3, Optional.of(NOON.plusSeconds(10)));
        lag().take("drain-2", NOON.plusSeconds(20), LATER);
        lag().end("drain-2", 2, Optional.empty());

        assertThat(figures()).isEqualTo(new Figures(5, 2, 5));
        assertThat(lag().measured(5, LATER)).isEqualTo(new PayoutLag.Known(NOON.plusSeconds(10), Optional.empty()));
    }

    @Test
    void a_drain_that_ends_too_late_does_not_give_another_one_s_claim_back() {
        lag().take("drain-1", NOON, NOON.plusSeconds(60));
        lag().take("drain-2", NOON.plusSeconds(60), LATER);

        lag().end("drain-1", 0, Optional.empty());

        assertThat(lag().take("drain-3", NOON.plusSeconds(61), LATER)).isFalse();
        assertThat(lag().take("drain-2", NOON.plusSeconds(61), LATER))
                .as("the same again, as after a lost answer")
                .isTrue();
    }

    @Test
    void a_step_that_is_sent_again_after_its_answer_was_lost_succeeds_again() {
        assertThat(lag().reserve("claim-1", NOON, LATER)).isTrue();
        assertThat(lag().reserve("claim-1", NOON, LATER)).isTrue();
        assertThat(lag().begin("claim-1", "drain-1", NOON, LATER)).isTrue();
        assertThat(lag().begin("claim-1", "drain-1", NOON, LATER)).isTrue();
        assertThat(lag().reserve("claim-1", NOON, LATER))
                .as("a begun one is not reserved anew")
                .isFalse();
    }

    private static Payout payout(String cause) {
        return new Payout("assignment-1", new OrderId("1"), Channel.LOCKER, NOON, cause);
    }
}
