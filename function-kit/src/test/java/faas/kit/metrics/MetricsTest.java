package faas.kit.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final List<String> lines = new ArrayList<>();
    private final Metrics metrics = new Metrics(
            Clock.fixed(Instant.ofEpochMilli(1_772_357_400_000L), ZoneOffset.UTC), lines::add, "shop", "f", "r1");

    @Test
    void one_line_in_embedded_metric_format() {
        metrics.count("Taken", 2);
        metrics.count("Taken", 3);
        metrics.millis("Waited", 40);
        metrics.flush();

        assertThat(lines)
                .containsExactly("{\"_aws\":{\"Timestamp\":1772357400000,\"CloudWatchMetrics\":[{"
                        + "\"Namespace\":\"shop\",\"Dimensions\":[[\"function\"]],\"Metrics\":["
                        + "{\"Name\":\"Taken\",\"Unit\":\"Count\"},{\"Name\":\"Waited\",\"Unit\":\"Milliseconds\"}]}]},"
                        + "\"function\":\"f\",\"requestId\":\"r1\",\"Taken\":5,\"Waited\":40}");
    }

    @Test
    void durations_of_messages_are_a_line_for_each_event_type() {
        metrics.messageDuration("order.placed.v1", Duration.ofNanos(1_234_567));
        metrics.messageDuration("order.placed.v1", Duration.ofMillis(20));
        metrics.messageDuration("order.cancelled.v1", Duration.ofSeconds(1));
        metrics.flush();

        String before = "{\"_aws\":{\"Timestamp\":1772357400000,\"CloudWatchMetrics\":[{\"Namespace\":\"shop\","
                + "\"Dimensions\":[[\"function\",\"eventType\"]],\"Metrics\":["
                + "{\"Name\":\"MessageDuration\",\"Unit\":\"Milliseconds\"}]}]},\"function\":\"f\",\"requestId\":\"r1\",\"eventType\":";
        assertThat(lines)
                .containsExactly(
                        before + "\"order.placed.v1\",\"MessageDuration\":[1.234,20.0]}",
                        before + "\"order.cancelled.v1\",\"MessageDuration\":[1000.0]}");
    }

    @Test
    void a_line_has_at_most_a_hundred_durations() {
        for (int i = 0; i < 101; i++) {
            metrics.messageDuration("order.placed.v1", Duration.ofMillis(i));
        }
        metrics.flush();

        assertThat(lines).hasSize(2);
        assertThat(lines.getLast()).endsWith("\"MessageDuration\":[100.0]}");
    }

    @Test
    void nothing_counted_writes_nothing_and_nothing_is_written_twice() {
        metrics.flush();
        metrics.count("Taken", 1);
        metrics.flush();
        metrics.flush();

        assertThat(lines).hasSize(1);
    }

    @Test
    void a_metric_has_one_unit() {
        metrics.count("Taken", 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> metrics.millis("Taken", 1))
                .withMessage("metric Taken is in Count, not in Milliseconds");
    }

    @Test
    void more_names_than_a_line_may_have_are_refused() {
        for (int i = 0; i < 100; i++) {
            metrics.count("m" + i, 1);
        }

        assertThatIllegalArgumentException()
                .isThrownBy(() -> metrics.count("m100", 1))
                .withMessage("metric m100 is number 101 of this invocation, expected at most 100");
    }
}
