package faas.kit.metrics;

import faas.kit.json.JsonText;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Metrics of one invocation, written as one line in CloudWatch's embedded metric format when it ends, so that no call to
 * CloudWatch is made
 * (<a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">
 * Embedded metric format</a>: at most 100 metrics a line, a name of 1 to 1024 characters, at most 100 values a metric). The
 * dimension is the function, since each further one multiplies what is paid for. Only the durations of messages have a second
 * one, the event's type, in lines of their own: what one type costs is what a function of several types is sized by. For one
 * thread.
 */
public final class Metrics {
    private static final int MOST_NAMES = 100;
    private static final int MOST_VALUES = 100;

    private final Clock clock;
    private final Consumer<String> out;
    private final String namespace;
    private final String function;
    private final String requestId;
    private final Map<String, Metric> metrics = new LinkedHashMap<>();
    private final Map<String, List<Double>> messageMillis = new LinkedHashMap<>();

    /**
     * @param clock time of the line
     * @param out takes complete lines, without line end
     * @param namespace CloudWatch namespace
     * @param function value of the dimension {@code function}
     * @param requestId the invocation, a property and no dimension
     */
    public Metrics(Clock clock, Consumer<String> out, String namespace, String function, String requestId) {
        this.clock = clock;
        this.out = out;
        this.namespace = namespace;
        this.function = function;
        this.requestId = requestId;
    }

    /** Adds to a counter of this invocation. */
    public void count(String name, long increment) {
        Metric metric = metric(name, "Count");
        metric.value += increment;
    }

    /** Adds to a duration of this invocation, in milliseconds. */
    public void millis(String name, long increment) {
        Metric metric = metric(name, "Milliseconds");
        metric.value += increment;
    }

    /** Notes how long the work on one message of that event type took. Kept to the microsecond, written in milliseconds. */
    public void messageDuration(String eventType, Duration duration) {
        long micros = duration.toNanos() / 1_000;
        messageMillis.computeIfAbsent(eventType, _ -> new ArrayList<>()).add(micros / 1e3);
    }

    private Metric metric(String name, String unit) {
        Metric metric = metrics.computeIfAbsent(name, absent -> new Metric(absent, unit));
        if (!metric.unit.equals(unit)) {
            throw new IllegalArgumentException("metric " + name + " is in " + metric.unit + ", not in " + unit);
        }
        if (metrics.size() > MOST_NAMES) {
            metrics.remove(name);
            throw new IllegalArgumentException("metric " + name + " is number " + (MOST_NAMES + 1)
                    + " of this invocation, expected at most " + MOST_NAMES);
        }
        return metric;
    }

    /** Writes what was counted, if anything was, and starts anew. */
    public void flush() {
        if (!metrics.isEmpty()) {
            writeCounts();
            metrics.clear();
        }
        messageMillis.forEach((eventType, values) -> {
            for (int from = 0; from < values.size(); from += MOST_VALUES) {
                writeDurations(eventType, values.subList(from, Math.min(from + MOST_VALUES, values.size())));
            }
        });
        messageMillis.clear();
    }

    private void writeCounts() {
        line("[[\"function\"]]", metrics.values(), line -> {
            line.put("function", function).put("requestId", requestId);
            for (Metric metric : metrics.values()) {
                line.put(metric.name, metric.value);
            }
        });
    }

    private void writeDurations(String eventType, List<Double> values) {
        line(
                "[[\"function\",\"eventType\"]]",
                List.of(new Metric("MessageDuration", "Milliseconds")),
                line -> line.put("function", function)
                        .put("eventType", eventType)
                        .put("requestId", requestId)
                        .putJson("MessageDuration", values.toString()));
    }

    private void line(String dimensions, Collection<Metric> defined, JsonText.Members members) {
        out.accept(JsonText.object(line -> {
            line.putObject(
                    "_aws",
                    aws -> aws.put("Timestamp", clock.millis())
                            .putObjects(
                                    "CloudWatchMetrics",
                                    List.of(namespace),
                                    (directive, name) -> directive
                                            .put("Namespace", name)
                                            .putJson("Dimensions", dimensions)
                                            .putObjects(
                                                    "Metrics",
                                                    defined,
                                                    (definition, metric) -> definition
                                                            .put("Name", metric.name)
                                                            .put("Unit", metric.unit))));
            members.write(line);
        }));
    }

    private static final class Metric {
        private final String name;
        private final String unit;
        private long value;

        private Metric(String name, String unit) {
            this.name = name;
            this.unit = unit;
        }
    }
}
