package faas.cli.cost;

import com.fasterxml.jackson.databind.JsonNode;
import faas.cli.engine.Declaration;
import faas.cli.engine.DeclaredStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the stacks of a cloud assembly declare, as far as it costs anything. */
record Declared(List<DeclaredStack> stacks) {

    static Declared read(Path assembly) throws IOException {
        return new Declared(DeclaredStack.read(assembly));
    }

    private List<JsonNode> propertiesOf(String type) {
        return stacks.stream()
                .flatMap(stack -> stack.propertiesOf(type).values().stream())
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

    /** How often schedules start functions in thirty days at most. */
    long scheduledStarts() {
        return propertiesOf("AWS::Events::Rule").stream()
                .mapToLong(rule -> Schedule.mostStartsInThirtyDays(
                        rule.path("ScheduleExpression").asText()))
                .sum();
    }

    /** Memory in MiB by the function's name without its stage. */
    Map<String, Integer> memory() {
        return propertiesOf("AWS::Lambda::Function").stream()
                .collect(Collectors.toMap(
                        function -> Declaration.withoutStage(
                                function.path("FunctionName").asText()),
                        function -> function.path("MemorySize").asInt()));
    }
}
