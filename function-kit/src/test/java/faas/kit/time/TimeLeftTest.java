package faas.kit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeLeftTest {
    private static final Duration FIRST = Duration.ofMillis(50);
    private static final Duration MOST = Duration.ofSeconds(1);

    private final AtomicLong remaining = new AtomicLong(10_000);
    private final List<Long> pauses = new ArrayList<>();

    @ParameterizedTest(name = "of {0} ms, {1} ms remain: {2}")
    @CsvSource({
        "5000, 1001, true, 1",
        "5000, 1000, false, 0",
        "5000, 3, false, -997",
        "30000, 3001, true, 1",
        "30000, 3000, false, 0",
        "10000, 1001, true, 1",
        "900000, 90000, false, 0",
    })
    void reserve_is_one_second_or_a_tenth(long atStart, long now, boolean allowed, long left) {
        remaining.set(atStart);
        TimeLeft time = new TimeLeft(remaining::get);
        remaining.set(now);

        assertThat(time.allowsMore()).isEqualTo(allowed);
        assertThat(time.left()).isEqualTo(Duration.ofMillis(left));
    }

    @Test
    void the_bound_of_a_pause_doubles_up_to_the_most() {
        TimeLeft time = time(0.5);
        for (int failed = 1; failed <= 6; failed++) {
            assertThat(time.pause(failed, FIRST, MOST)).isTrue();
        }

        assertThat(pauses).containsExactly(25L, 50L, 100L, 200L, 400L, 500L);
    }

    @Test
    void a_pause_may_be_zero_and_never_reaches_its_bound() {
        time(0.0).pause(1, FIRST, MOST);
        time(Math.nextDown(1.0)).pause(1, FIRST, MOST);

        assertThat(pauses).containsExactly(0L, 49L);
    }

    @Test
    void many_attempts_do_not_overflow() {
        time(0.5).pause(Integer.MAX_VALUE, FIRST, MOST);

        assertThat(pauses).containsExactly(500L);
    }

    @Test
    void no_pause_is_begun_that_would_end_after_the_time_is_over() {
        TimeLeft time = time(0.5);
        remaining.set(1_025);

        assertThat(time.pause(1, FIRST, MOST)).isFalse();
        assertThat(pauses).isEmpty();
    }

    @Test
    void after_a_pause_that_took_the_time_no_attempt_is_made() {
        TimeLeft time = new TimeLeft(remaining::get, () -> 0.5, _ -> {
            remaining.set(1_000);
            return true;
        });

        assertThat(time.pause(1, FIRST, MOST)).isFalse();
    }

    @Test
    void an_interrupt_ends_the_retries_and_stays_set() {
        Thread.currentThread().interrupt();

        assertThat(new TimeLeft(remaining::get).pause(1, FIRST, MOST)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void the_systems_randomness_stays_within_the_bound() {
        assertThat(new TimeLeft(remaining::get).pause(1, Duration.ofMillis(1), Duration.ofMillis(1)))
                .isTrue();
    }

    @Test
    void bounds_are_checked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> time(0.5).pause(1, MOST, FIRST))
                .withMessage("pause: failed attempts is 1, first PT1S, most PT0.05S, expected >= 1 and"
                        + " 0 < first <= most");
        assertThatIllegalArgumentException().isThrownBy(() -> time(0.5).pause(1, Duration.ZERO, MOST));
        assertThatIllegalArgumentException().isThrownBy(() -> time(0.5).pause(0, FIRST, MOST));
    }

    private TimeLeft time(double random) {
        return new TimeLeft(remaining::get, () -> random, pause -> pauses.add(pause.toMillis()));
    }
}
