package faas.kit.relay;

import static org.assertj.core.api.Assertions.assertThat;

import faas.kit.relay.PublishBatches.HasEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishBatchesTest {
    private record Entry(OutgoingEvent event) implements HasEvent {}

    @Test
    void no_events_make_no_batch() {
        assertThat(PublishBatches.of(List.<Entry>of())).isEmpty();
    }

    @Test
    void at_most_ten_events_go_into_one() {
        assertThat(sizes(Collections.nCopies(21, event(100)))).containsExactly(10, 10, 1);
    }

    @Test
    void at_most_256_kibibytes_go_into_one_attributes_included() {
        int half = PublishBatches.MOST_BYTES / 2;

        assertThat(sizes(List.of(event(half), event(half)))).containsExactly(2);
        assertThat(sizes(List.of(event(half), event(half + 1)))).containsExactly(1, 1);
    }

    @Test
    void an_event_that_is_too_large_gets_a_batch_of_its_own() {
        assertThat(sizes(List.of(event(100), event(PublishBatches.MOST_BYTES + 1), event(100))))
                .containsExactly(1, 1, 1);
    }

    @Test
    void letters_count_with_their_bytes() {
        assertThat(PublishBatches.bytes(new OutgoingEvent("1", "t", "é🚀"))).isEqualTo(6 + 1 + 10);
        assertThat(PublishBatches.bytes(new OutgoingEvent("1", "t", Map.of("é", "true"), "")))
                .isEqualTo(1 + 10 + 2 + 6 + 4);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void every_event_is_in_one_batch_in_order_and_bounds_hold(long seed) {
        Random random = new Random(seed);
        List<Entry> events = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            events.add(event(20 + random.nextInt(PublishBatches.MOST_BYTES / 4)));
        }

        List<List<Entry>> batches = PublishBatches.of(events);

        assertThat(batches.stream().flatMap(List::stream).toList()).isEqualTo(events);
        assertThat(batches).allSatisfy(batch -> {
            assertThat(batch).hasSizeBetween(1, PublishBatches.MOST_ENTRIES);
            assertThat(batch.stream()
                            .mapToInt(entry -> PublishBatches.bytes(entry.event()))
                            .sum())
                    .isLessThanOrEqualTo(PublishBatches.MOST_BYTES);
        });
    }

    /** An event that takes so many bytes of a batch. */
    private static Entry event(int bytes) {
        String type = "order.placed.v1";
        int body = bytes - type.length() - "typeString".length();
        return new Entry(new OutgoingEvent("id", type, "x".repeat(Math.max(0, body))));
    }

    private static List<Integer> sizes(List<Entry> events) {
        return PublishBatches.of(events).stream().map(List::size).toList();
    }
}
