package io.orderchannel.demo.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import faas.cli.Output;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChaosFiguresTest {

    @Test
    void the_document_counts_the_findings_of_each_kind_and_its_times_are_seconds() throws IOException {
        var lost = new Comparison.Finding(Comparison.Kind.LOST, "order 7f3", "not stored");
        var figures = new ChaosFigures(
                new ChaosFigures.Orders(10, 9, 0, 0, 1),
                new ChaosFigures.Faults(3, 2, 1, 1, 0),
                Map.of("demo-Payouts-dlq", 2L),
                0,
                Map.of(),
                new Comparison.Result(List.of(lost), Map.of("DELIVERED/DELIVERED", 8L)),
                "",
                List.of(),
                Duration.ofMillis(1_500),
                Duration.ofSeconds(61));

        var document = new ObjectMapper().readTree(Output.document(figures));

        assertThat(document.path("wrong").path("LOST").asInt()).isOne();
        assertThat(document.path("wrong").path("DOUBLED").isInt()).isTrue();
        assertThat(document.path("wrong").path("DOUBLED").asInt()).isZero();
        assertThat(document.path("clean").asBoolean(true)).isFalse();
        assertThat(document.path("sendingSeconds").asDouble()).isEqualTo(1.5);
        assertThat(document.path("wallSeconds").asDouble()).isEqualTo(61);
    }
}
