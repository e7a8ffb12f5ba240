package io.orderchannel.channel.payouts.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderchannel.channel.payouts.application.MeasurePayoutLag.Measured;
import io.orderchannel.channel.payouts.domain.Backlog;
import io.orderchannel.channel.payouts.domain.PayoutPolicy;
import io.orderchannel.channel.payouts.domain.PayoutPolicy.Decision;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeasurePayoutLagTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration DRAIN = Duration.ofMinutes(1);

    private final InMemoryPayoutQueue queue = new InMemoryPayoutQueue();
    private final InMemoryPayouts payouts = new InMemoryPayouts();
    private final List<String> started = new ArrayList<>();

    @Test
    void an_empty_queue_starts_nothing() {
        assertThat(measure(NOON)).isEqualTo(new Measured(new Backlog(0, 0, 0), Duration.ZERO, Decision.NOT_YET, false));
        assertThat(started).isEmpty();
    }

    @Test
    void enough_messages_start_a_drain_with_a_claim_of_its_own() {
        fill(20);

        assertThat(measure(NOON)).isEqualTo(new Measured(new Backlog(20, 0, 0), Duration.ZERO, Decision.START, true));
        assertThat(started).containsExactly("claim-2026-03-01T12:00:00Z");
        assertThat(payouts.begin("claim-2026-03-01T12:00:00Z", "drain-1", NOON.plusSeconds(119), NOON.plusSeconds(120)))
                .isTrue();
    }

    @Test
    void what_is_in_flight_counts_too() {
        fill(10);
        queue.receive();

        assertThat(measure(NOON).decision()).isEqualTo(Decision.START);
    }

    @Test
    void few_messages_start_a_drain_when_they_have_waited_long_enough() {
        fill(1);

        assertThat(measure(NOON).decision()).isEqualTo(Decision.NOT_YET);
        assertThat(measure(NOON.plusSeconds(299)).decision()).isEqualTo(Decision.NOT_YET);
        assertThat(measure(NOON.plusSeconds(300)))
                .isEqualTo(new Measured(new Backlog(1, 0, 0), Duration.ofMinutes(5), Decision.START, true));
    }

    @Test
    void while_a_drain_has_the_claim_none_is_started() {
        fill(10);
        measure(NOON);

        assertThat(measure(NOON.plusSeconds(119)).decision()).isEqualTo(Decision.UNDER_WAY);
        assertThat(measure(NOON.plusSeconds(120)).started())
                .as("its time-out and a minute later")
                .isTrue();
        assertThat(started).hasSize(2);
    }

    @Test
    void a_drain_that_cannot_be_started_leaves_no_claim() {
        fill(10);
        MeasurePayoutLag failing = measuring(NOON, _ -> {
            throw new IllegalStateException("no such function");
        });

        assertThatThrownBy(failing::measure).hasMessage("no such function");
        assertThat(measure(NOON).started()).isTrue();
    }

    @Test
    void the_highest_lag_is_remembered() {
        fill(12);
        measure(NOON);

        assertThat(payouts.maxLag()).isEqualTo(12);
    }

    private void fill(int messages) {
        IntStream.range(0, messages).forEach(i -> queue.add("m" + i, "body"));
    }

    private Measured measure(Instant now) {
        return measuring(now, started::add).measure();
    }

    private MeasurePayoutLag measuring(Instant now, StartDrain drains) {
        return new MeasurePayoutLag(
                queue,
                payouts,
                drains,
                new PayoutPolicy(10, Duration.ofMinutes(5)),
                DRAIN,
                () -> "claim-" + now,
                Clock.fixed(now, ZoneOffset.UTC));
    }
}
