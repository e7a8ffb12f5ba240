package faas.localcloud.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BatchBufferTest {
    private record Item(String json, int bytes) implements BatchBuffer.Sized {}

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

    @Test
    void an_empty_buffer_is_never_due() {
        BatchBuffer<Item> buffer = buffer(10, Duration.ZERO);

        assertThat(buffer.due()).isFalse();
        assertThat(buffer.remaining()).isEmpty();
    }

    @Test
    void a_batch_is_due_when_it_has_its_size() {
        BatchBuffer<Item> buffer = buffer(2, Duration.ofMinutes(5));

        assertThat(buffer.offer(item("1", 1))).isTrue();
        assertThat(buffer.due()).isFalse();
        assertThat(buffer.offer(item("2", 1))).isTrue();

        assertThat(buffer.due()).isTrue();
        assertThat(buffer.offer(item("3", 1))).isFalse();
    }

    @Test
    void a_batch_is_due_when_its_window_has_passed_since_the_first_record() {
        BatchBuffer<Item> buffer = buffer(10, Duration.ofSeconds(5));
        buffer.offer(item("1", 1));
        now.set(Instant.EPOCH.plusSeconds(4));
        buffer.offer(item("2", 1));

        assertThat(buffer.due()).isFalse();
        assertThat(buffer.remaining()).contains(Duration.ofSeconds(1));
        now.set(Instant.EPOCH.plusSeconds(5));

        assertThat(buffer.due()).isTrue();
        assertThat(buffer.take()).hasSize(2);
        assertThat(buffer.isEmpty()).isTrue();
    }

    @Test
    void the_next_window_starts_with_the_next_record() {
        BatchBuffer<Item> buffer = buffer(10, Duration.ofSeconds(5));
        buffer.offer(item("1", 1));
        buffer.take();
        now.set(Instant.EPOCH.plusSeconds(100));

        buffer.offer(item("2", 1));

        assertThat(buffer.remaining()).contains(Duration.ofSeconds(5));
    }

    @Test
    void a_record_that_would_exceed_the_payload_has_no_room_unless_it_is_alone() {
        BatchBuffer<Item> buffer = buffer(10, Duration.ofSeconds(5));

        assertThat(buffer.offer(item("large", BatchBuffer.MAX_BYTES + 1))).isTrue();
        assertThat(buffer.offer(item("small", 1))).isFalse();
        buffer.take();
        assertThat(buffer.offer(item("small", 1))).isTrue();
    }

    @Test
    void the_event_holds_the_records_in_order() {
        assertThat(BatchBuffer.event(List.of(item("{\"a\":1}", 7), item("{\"b\":2}", 7))))
                .isEqualTo("{\"Records\":[{\"a\":1},{\"b\":2}]}");
    }

    private BatchBuffer<Item> buffer(int size, Duration window) {
        return new BatchBuffer<>(size, window, now::get);
    }

    private static Item item(String json, int bytes) {
        return new Item(json, bytes);
    }
}
