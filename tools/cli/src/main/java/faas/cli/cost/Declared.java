package faas.cli.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the templates of a cloud assembly declare, as far as it costs anything. */
final class Declared {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> resources = new ArrayList<>();

    private Declared() {}

    static Declared read(Path assembly) throws IOException {
        var declared = new Declared();
        try (var files = Files.newDirectoryStream(assembly, "*.template.json")) {
            for (var file : files) {
                JSON.readTree(Files.readString(file)).path("Resources").forEach(declared.resources::add);
            }
        }
        return declared;
    }

    private List<JsonNode> propertiesOf(String type) {
        return resources.stream()
                .filter(resource -> resource.path("Type").asText().equals(type))
                .map(resource -> resource.path("Properties"))
                .toList();
    }

    long alarms() {
        return propertiesOf("AWS::CloudWatch::Alarm").size();
    }

    /** Metrics that alarms watch: one each, or those of its expression. */
    long alarmMetrics() {
        return propertiesOf("AWS::CloudWatch::Alarm").stream()
                .mapToLong(alarm -> Math.max(
                        1, alarm.path("Metrics").findParents("MetricStat").size()))
                .sum();
    }

    long dashboards() {
        return propertiesOf("AWS::CloudWatch::Dashboard").size();
    }

    long secrets() {
        return propertiesOf("AWS::SecretsManager::Secret").size();
    }

    /** Event-source mappings of queues; streams have a starting position. */
    long polledQueues() {
        return propertiesOf("AWS::Lambda::EventSourceMapping").stream()
                .filter(mapping -> !mapping.has("StartingPosition"))
                .count();
    }

    /** How often schedules start functions in thirty days. */
    long scheduledStarts() {
        return propertiesOf("AWS::Events::Rule").stream()
                .mapToLong(rule -> Schedule.startsInThirtyDays(
                        rule.path("ScheduleExpression").asText()))
                .sum();
    }

    /** Memory in MiB by the function's name without its stage. */
    Map<String, Integer> memory() {
        return propertiesOf("AWS::Lambda::Function").stream()
                .collect(Collectors.toMap(
                        function -> function.path("FunctionName").asText().replaceFirst("^[^-]*-", ""),
                        function -> function.path("MemorySize").asInt()));
    }
}
