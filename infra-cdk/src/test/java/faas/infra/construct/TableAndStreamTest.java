package faas.infra.construct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.infra.Synthesized;
import faas.infra.planted.Handlers;
import faas.infra.policy.AsyncPolicy;
import faas.infra.policy.SparseIndex;
import faas.infra.policy.StreamFilter;
import faas.infra.policy.StreamFunctionPolicy;
import faas.infra.policy.TableLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableAndStreamTest {
    @TempDir
    private Path directory;

    private Probes probes;

    @BeforeEach
    void app() {
        probes = new Probes(directory);
    }

    @Test
    void alarm_watches_reads_and_writes_of_a_table_and_of_each_index() {
        StreamedTable items = table(TableLayout.of("pk").withIndex(SparseIndex.of("stale", "staleState", "placedAt")));
        new TableAlarms(probes.stack(), "Watch", items);

        Map<String, Object> alarm = probes.synthesized().propertiesAt("AWS::CloudWatch::Alarm", "Watch/ThrottlesAlarm");
        assertThat(Synthesized.list(alarm.get("Metrics")).stream()
                        .filter(metric -> metric.toString().contains("MetricStat"))
                        .map(metric -> Synthesized.in(Synthesized.in(metric, "MetricStat"), "Metric"))
                        .map(metric -> Synthesized.in(metric, "MetricName") + " of "
                                + Synthesized.list(Synthesized.in(metric, "Dimensions")).stream()
                                        .map(dimension -> String.valueOf(Synthesized.in(dimension, "Value")))
                                        .sorted()
                                        .toList()))
                .containsExactlyInAnyOrder(
                        "ReadThrottleEvents of [probe-items]",
                        "WriteThrottleEvents of [probe-items]",
                        "ReadThrottleEvents of [probe-items, stale]",
                        "WriteThrottleEvents of [probe-items, stale]");
    }

    @Test
    void table_ends_items_at_their_time_and_shows_few_of_them_by_an_index() {
        table(TableLayout.of("pk")
                .withTimeToLive("endsAt")
                .withIndex(SparseIndex.of("stale", "staleState", "placedAt"))
                .withIndex(SparseIndex.of("held", "heldBy", "until", "channel", "day")));

        Map<String, Object> table = probes.synthesized().propertiesAt("AWS::DynamoDB::Table", "Items/Table");
        assertThat(table)
                .containsEntry("TimeToLiveSpecification", Map.of("AttributeName", "endsAt", "Enabled", true))
                .containsEntry(
                        "GlobalSecondaryIndexes",
                        List.of(
                                Map.of(
                                        "IndexName", "stale",
                                        "KeySchema", keys("staleState", "placedAt"),
                                        "Projection", Map.of("ProjectionType", "KEYS_ONLY")),
                                Map.of(
                                        "IndexName", "held",
                                        "KeySchema", keys("heldBy", "until"),
                                        "Projection",
                                                Map.of(
                                                        "ProjectionType",
                                                        "INCLUDE",
                                                        "NonKeyAttributes",
                                                        List.of("channel", "day")))));
        assertThat(Synthesized.list(Synthesized.in(table, "AttributeDefinitions")))
                .contains(
                        Map.of("AttributeName", "pk", "AttributeType", "S"),
                        Map.of("AttributeName", "staleState", "AttributeType", "S"),
                        Map.of("AttributeName", "placedAt", "AttributeType", "S"));
    }

    @Test
    void index_is_read_by_a_permission_of_its_own() {
        StreamedTable table = table(TableLayout.of("pk").withIndex(SparseIndex.of("stale", "staleState", "placedAt")));
        new AsyncFunction(
                probes.stack(),
                "Expire",
                Probes.STAGE,
                Probes.async(AsyncPolicy.lossy("comes again")),
                new FunctionDeclaration<>(
                        probes.text().packageDirectory(),
                        Handlers.OfText.class,
                        Map.of(),
                        List.of(table.mayQuery("stale", "finds stale orders"))));

        assertThat(probes.synthesized().permissionsOf("Expire"))
                .contains("dynamodb:Query on ${Items/Table.Arn}/index/stale");
        assertThatThrownBy(() -> table.mayQuery("fresh", "finds nothing"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("index fresh");
    }

    @Test
    void filtered_function_is_started_for_removed_items_of_its_prefix_only() {
        new StreamFunction(
                probes.stack(),
                "Release",
                Probes.STAGE,
                table(TableLayout.of("pk")),
                StreamFilter.removed("pk", "expiry#"),
                StreamFunctionPolicy.relay()
                        .withScaling(scaling -> scaling.withParallelizationFactor(OptionalInt.of(4))),
                probes.stream());

        assertThat(probes.synthesized().propertiesAt("AWS::Lambda::EventSourceMapping", "Release/Mapping"))
                .containsEntry("ParallelizationFactor", 4)
                .containsEntry(
                        "FilterCriteria",
                        Map.of(
                                "Filters",
                                List.of(Map.of(
                                        "Pattern",
                                        "{\"dynamodb\":{\"Keys\":{\"pk\":{\"S\":[{\"prefix\":\"expiry#\"}]}}},"
                                                + "\"eventName\":[\"REMOVE\"]}"))));
    }

    private StreamedTable table(TableLayout layout) {
        return new StreamedTable(probes.stack(), "Items", "probe-items", layout, Probes.STAGE.removal());
    }

    private static List<Map<String, String>> keys(String partitionKey, String sortKey) {
        return List.of(
                Map.of("AttributeName", partitionKey, "KeyType", "HASH"),
                Map.of("AttributeName", sortKey, "KeyType", "RANGE"));
    }
}
