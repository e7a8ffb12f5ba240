package faas.cli.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A function's invocations by what is in its log: Lambda's REPORT line for each, and the function's own metrics.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html">Report lines</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">Embedded
 *     metric format</a>
 */
public final class LoggedInvocations {

    /** By function-kit: what a function of a queue, one of a stream and a relay count for each of their records. */
    private static final List<String> EVENT_METRICS =
            List.of("MessagesProcessed", "MessagesFailed", "RecordsProcessed", "RecordsReceived");

    private static final Pattern REPORT = Pattern.compile("REPORT RequestId: (\\S+)\t.*");
    private static final Pattern DURATION = Pattern.compile("\tDuration: ([0-9.]+) ms");
    private static final Pattern INIT_DURATION = Pattern.compile("\t(?:Init|Restore) Duration: ([0-9.]+) ms");
    private static final String TIMED_OUT = "Status: timeout";

    private static final double NANOS_A_MILLI = 1e6;
    private static final double TENTH = 10;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Report> reports;
    private final List<JsonNode> metrics;

    private LoggedInvocations(List<Report> reports, List<JsonNode> metrics) {
        this.reports = reports;
        this.metrics = metrics;
    }

    /** One invocation as Lambda reports it. */
    record Report(String requestId, Duration duration, Optional<Duration> init, boolean timedOut) {

        /** What a REPORT line tells; the init of an environment that came from a snapshot is its restore. */
        static Optional<Report> of(String line) {
            var report = REPORT.matcher(line.strip());
            return report.matches()
                    ? Optional.of(new Report(
                            Objects.requireNonNull(report.group(1)),
                            LoggedInvocations.duration(DURATION, line).orElse(Duration.ZERO),
                            LoggedInvocations.duration(INIT_DURATION, line),
                            line.contains(TIMED_OUT)))
                    : Optional.empty();
        }
    }

    /** Those that the lines of one function's log tell of. */
    public static LoggedInvocations of(List<String> lines) {
        var reports = new ArrayList<Report>();
        var metrics = new ArrayList<JsonNode>();
        for (var line : lines) {
            var report = Report.of(line);
            if (report.isPresent()) {
                reports.add(report.get());
            } else if (line.contains("\"_aws\"")) {
                parse(line).ifPresent(metrics::add);
            }
        }
        return new LoggedInvocations(reports, metrics);
    }

    Activity activity() {
        return new Activity(reports.size(), events());
    }

    /**
     * The function's figures; null is what is in no log: errors, throttles, an init where no line reports one.
     *
     * @param timeoutsReported whether a REPORT line says that the invocation timed out
     */
    public EngineRecords.Function figures(Declaration.Function function, boolean timeoutsReported) {
        var firsts = first();
        var inits = reports.stream().flatMap(report -> report.init().stream()).toList();
        long events = switch (function.trigger()) {
            case "sqs", "stream" -> events();
            default -> reports.size();
        };
        return new EngineRecords.Function(
                function.name(),
                function.trigger(),
                reports.size(),
                firsts.size(),
                null,
                timeoutsReported ? reports.stream().filter(Report::timedOut).count() : null,
                null,
                events,
                reports.isEmpty() ? 0 : Math.round(TENTH * events / reports.size()) / TENTH,
                new EngineRecords.Median(inits.isEmpty() && !firsts.isEmpty() ? null : median(inits)),
                new EngineRecords.Median(median(reports.stream()
                        .filter(report -> firsts.contains(report.requestId()))
                        .map(Report::duration)
                        .toList())),
                Percentiles.of(reports.stream().map(Report::duration).toList()),
                Map.of());
    }

    private long events() {
        return metrics.stream()
                .flatMapToLong(line -> EVENT_METRICS.stream()
                        .mapToLong(metric -> line.path(metric).asLong(0)))
                .sum();
    }

    /** The requests that an environment began with, by the functions' own word. */
    private Set<String> first() {
        return metrics.stream()
                .filter(line -> line.path("ColdStarts").asLong(0) > 0)
                .map(line -> line.path("requestId").asText())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static @Nullable Long median(List<Duration> durations) {
        return Percentiles.of(durations).p50();
    }

    private static Optional<Duration> duration(Pattern what, String line) {
        var found = what.matcher(line);
        return found.find()
                ? Optional.of(Duration.ofNanos(
                        Math.round(Double.parseDouble(Objects.requireNonNull(found.group(1))) * NANOS_A_MILLI)))
                : Optional.empty();
    }

    private static Optional<JsonNode> parse(String line) {
        try {
            return Optional.of(JSON.readTree(line));
        } catch (IOException e) {
            // The last line of a process that was killed.
            return Optional.empty();
        }
    }
}
