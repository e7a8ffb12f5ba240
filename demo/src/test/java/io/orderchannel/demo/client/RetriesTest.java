package io.orderchannel.demo.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetriesTest {

    @Test
    void the_bound_of_a_wait_doubles_up_to_the_most() {
        var longest = new Retries(5, 5, Duration.ofMillis(100), Duration.ofMillis(500), bound -> bound - 1);

        assertThat(longest.waitAfter(1)).isEqualTo(Duration.ofMillis(100));
        assertThat(longest.waitAfter(2)).isEqualTo(Duration.ofMillis(200));
        assertThat(longest.waitAfter(3)).isEqualTo(Duration.ofMillis(400));
        assertThat(longest.waitAfter(4)).isEqualTo(Duration.ofMillis(500));
        assertThat(longest.waitAfter(60)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void fewer_than_one_try_and_fewer_tries_while_inactive_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Retries(0, 0, Duration.ZERO, Duration.ZERO, _ -> 0))
                .withMessageContaining("tries: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Retries(2, 1, Duration.ZERO, Duration.ZERO, _ -> 0))
                .withMessageContaining("2 and 1 while inactive");
    }
}
