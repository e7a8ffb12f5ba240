package faas.kit.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import faas.kit.invocation.TimeGuard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FullJitterTest {
    private final AtomicLong remaining = new AtomicLong(10_000);
    private final TimeGuard guard = new TimeGuard(remaining::get);
    private final List<Long> pauses = new ArrayList<>();

    @Test
    void bound_doubles_up_to_the_cap() {
        FullJitter jitter = jitter(0.5);
        for (int failed = 1; failed <= 6; failed++) {
            assertThat(jitter.pause(failed, guard)).isTrue();
        }

        assertThat(pauses).containsExactly(25L, 50L, 100L, 200L, 400L, 500L);
    }

    @Test
    void a_pause_may_be_zero_and_never_reaches_its_bound() {
        jitter(0.0).pause(1, guard);
        jitter(Math.nextDown(1.0)).pause(1, guard);

        assertThat(pauses).containsExactly(0L, 49L);
    }

    @Test
    void many_attempts_do_not_overflow() {
        jitter(0.5).pause(Integer.MAX_VALUE, guard);

        assertThat(pauses).containsExactly(500L);
    }

    @Test
    void no_pause_is_begun_that_would_end_after_the_time_is_over() {
        remaining.set(1_025);

        assertThat(jitter(0.5).pause(1, guard)).isFalse();
        assertThat(pauses).isEmpty();
    }

    @Test
    void an_interrupt_ends_the_retries_and_stays_set() {
        FullJitter jitter = new FullJitter(Duration.ofMillis(50), Duration.ofSeconds(1), () -> 0.5, pause -> {
            throw new InterruptedException();
        });

        assertThat(jitter.pause(1, guard)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void the_systems_randomness_stays_within_the_bound() {
        FullJitter jitter = FullJitter.ofSystem(Duration.ofMillis(1), Duration.ofMillis(1));

        assertThat(jitter.pause(1, guard)).isTrue();
    }

    @Test
    void bounds_are_checked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FullJitter.ofSystem(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .withMessage("full jitter: base is PT2S and cap PT1S, expected 0 < base <= cap");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> jitter(0.5).pause(0, guard))
                .withMessage("full jitter: failed attempts is 0, expected >= 1");
    }

    private FullJitter jitter(double random) {
        return new FullJitter(
                Duration.ofMillis(50), Duration.ofSeconds(1), () -> random, pause -> pauses.add(pause.toMillis()));
    }
}
