package faas.kit.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeGuardTest {
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
        AtomicLong remaining = new AtomicLong(atStart);
        TimeGuard guard = new TimeGuard(remaining::get);
        remaining.set(now);

        assertThat(guard.allowsMore()).isEqualTo(allowed);
        assertThat(guard.left()).isEqualTo(Duration.ofMillis(left));
    }
}
