package faas.localcloud.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SqsScalingTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

    @Test
    void a_queue_starts_with_five_batches_at_one_time() {
        assertThat(new SqsScaling(OptionalInt.empty(), 100, now::get).limit()).isEqualTo(5);
    }

    @Test
    void the_mappings_maximum_and_what_may_run_at_all_bound_it() {
        assertThat(new SqsScaling(OptionalInt.of(2), 100, now::get).limit()).isEqualTo(2);
        assertThat(new SqsScaling(OptionalInt.empty(), 3, now::get).limit()).isEqualTo(3);
    }

    @Test
    void while_messages_wait_it_grows_by_three_hundred_a_minute_up_to_the_maximum() throws Exception {
        // Each look at the clock is 200 ms later: the time in which one is added.
        SqsScaling scaling =
                new SqsScaling(OptionalInt.of(7), 100, () -> now.getAndUpdate(instant -> instant.plusMillis(200)));

        for (int i = 0; i < 7; i++) {
            scaling.acquire();
        }

        assertThat(scaling.limit()).isEqualTo(7);
    }

    @Test
    void on_an_empty_queue_it_begins_anew() throws Exception {
        SqsScaling scaling =
                new SqsScaling(OptionalInt.empty(), 100, () -> now.getAndUpdate(instant -> instant.plusMillis(200)));
        for (int i = 0; i < 6; i++) {
            scaling.acquire();
        }
        assertThat(scaling.limit()).isEqualTo(6);

        scaling.idle();

        assertThat(scaling.limit()).isEqualTo(5);
    }
}
