package faas.localcloud.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void waits_double_up_to_the_longest() {
        assertThat(Backoff.before(1)).isEqualTo(Duration.ofMillis(100));
        assertThat(Backoff.before(2)).isEqualTo(Duration.ofMillis(200));
        assertThat(Backoff.before(7)).isEqualTo(Duration.ofMillis(6400));
        assertThat(Backoff.before(8)).isEqualTo(Duration.ofSeconds(10));
        assertThat(Backoff.before(10_000)).isEqualTo(Duration.ofSeconds(10));
    }
}
