package faas.localcloud.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreamBatchTest {

    @Test
    void without_bisect_the_whole_batch_is_tried_again_and_that_counts() {
        assertThat(batch(1, 4).afterFailure(false)).containsExactly(new StreamBatch(items(1, 4), 1));
    }

    @Test
    void with_bisect_the_batch_is_split_in_two_and_that_counts_not() {
        assertThat(batch(1, 5).afterFailure(true))
                .containsExactly(new StreamBatch(items(1, 2), 0), new StreamBatch(items(3, 5), 0));
    }

    @Test
    void one_record_cannot_be_split() {
        assertThat(batch(7, 7).afterFailure(true)).containsExactly(new StreamBatch(items(7, 7), 1));
    }

    @Test
    void the_lowest_failed_sequence_number_is_the_checkpoint() {
        assertThat(batch(1, 6).afterFailureOf(Set.of("5", "3"), false))
                .containsExactly(new StreamBatch(items(3, 6), 0));
        assertThat(batch(1, 6).afterFailureOf(Set.of("6"), true)).containsExactly(new StreamBatch(items(6, 6), 0));
    }

    @Test
    void a_batch_whose_first_record_failed_has_failed_as_a_whole() {
        assertThat(batch(1, 4).afterFailureOf(Set.of("1", "4"), true))
                .containsExactly(new StreamBatch(items(1, 2), 0), new StreamBatch(items(3, 4), 0));
        assertThat(batch(1, 1).afterFailureOf(Set.of("1"), true)).containsExactly(new StreamBatch(items(1, 1), 1));
    }

    @Test
    void there_is_no_empty_batch() {
        assertThatIllegalArgumentException().isThrownBy(() -> StreamBatch.of(List.of()));
    }

    private static StreamBatch batch(int first, int last) {
        return StreamBatch.of(items(first, last));
    }

    private static List<StreamItem> items(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(i -> new StreamItem(Integer.toString(i), Instant.EPOCH, "key", "{}", 2))
                .toList();
    }
}
