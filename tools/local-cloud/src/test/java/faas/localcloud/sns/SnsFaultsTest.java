package faas.localcloud.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SnsFaultsTest {

    private final SnsFaults faults = new SnsFaults();
    private final List<Integer> delivered = new CopyOnWriteArrayList<>();

    @Test
    void undisturbed_every_message_comes_once_at_once_and_in_order() {
        deliver(100);

        assertThat(delivered)
                .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void a_share_comes_twice_and_a_share_late_and_none_is_lost() {
        faults.disturb(0.3, Duration.ofMillis(50), 7);

        deliver(200);

        assertThat(faults.heldBack()).isPositive();
        await().until(() -> faults.heldBack() == 0);
        assertThat(delivered)
                .hasSize(200 + (int) faults.duplicated())
                .containsAll(IntStream.range(0, 200).boxed().toList())
                .isNotEqualTo(delivered.stream().sorted().toList());
        assertThat(faults.duplicated()).isBetween(30L, 90L);
        assertThat(faults.late()).isBetween(50L, 130L);
    }

    @Test
    void the_same_seed_disturbs_the_same_messages() {
        faults.disturb(0.3, Duration.ofHours(1), 7);
        deliver(100);
        var first = List.copyOf(delivered);
        delivered.clear();

        faults.disturb(0.3, Duration.ofHours(1), 7);
        deliver(100);

        assertThat(delivered).isEqualTo(first).hasSizeLessThan(100);
    }

    private void deliver(int messages) {
        IntStream.range(0, messages).forEach(message -> faults.deliver(() -> delivered.add(message)));
    }
}
