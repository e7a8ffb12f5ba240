package faas.localcloud.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

    @Test
    void waits_double_up_to_the_longest() {
        assertThat(backoff.before(1)).isEqualTo(Duration.ofMillis(100));
        assertThat(backoff.before(2)).isEqualTo(Duration.ofMillis(200));
        assertThat(backoff.before(7)).isEqualTo(Duration.ofMillis(6400));
        assertThat(backoff.before(8)).isEqualTo(Duration.ofSeconds(10));
        assertThat(backoff.before(10_000)).isEqualTo(Duration.ofSeconds(10));
    }
}
