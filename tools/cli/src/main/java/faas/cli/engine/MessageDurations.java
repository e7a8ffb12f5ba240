package faas.cli.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one message of each event type took, by the metric lines that the functions themselves write into their logs.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">Embedded
 *     metric format</a>
 */
public final class MessageDurations {

    private static final String METRIC = "MessageDuration";
    private static final double NANOS_A_MILLI = 1e6;
    private static final ObjectMapper JSON = new ObjectMapper();

    private MessageDurations() {}

    /**
     * Reads the logs that an engine wrote.
     *
     * @param logs a folder for each function, in it a file for each environment
     * @param since files that nobody wrote to after that are an earlier engine's
     * @return by the function's deployed name and the event's type; without functions that measured nothing
     */
    public static Map<String, Map<String, EngineRecords.ByEventType>> read(Path logs, Instant since)
            throws IOException {
        return of(Logs.lines(logs, since));
    }

    /** As above, of the lines of any functions' logs. */
    public static Map<String, Map<String, EngineRecords.ByEventType>> of(List<String> lines) {
        Map<String, Map<String, List<Duration>>> durations = new TreeMap<>();
        lines.stream()
                .filter(line -> line.contains("\"" + METRIC + "\"") && line.startsWith("{"))
                .forEach(line -> add(line, durations));
        Map<String, Map<String, EngineRecords.ByEventType>> figures = new TreeMap<>();
        durations.forEach((function, byType) ->
                byType.forEach((type, measured) -> figures.computeIfAbsent(function, _ -> new TreeMap<>())
                        .put(type, new EngineRecords.ByEventType(measured.size(), Percentiles.of(measured)))));
        return figures;
    }

    private static void add(String line, Map<String, Map<String, List<Duration>>> durations) {
        JsonNode metrics;
        try {
            metrics = JSON.readTree(line);
        } catch (IOException e) {
            // The last line of a process that was killed.
            return;
        }
        var measured = durations
                .computeIfAbsent(metrics.path("function").asText(), _ -> new TreeMap<>())
                .computeIfAbsent(metrics.path("eventType").asText(), _ -> new ArrayList<>());
        for (var millis : metrics.path(METRIC)) {
            measured.add(Duration.ofNanos(Math.round(millis.asDouble() * NANOS_A_MILLI)));
        }
    }
}
