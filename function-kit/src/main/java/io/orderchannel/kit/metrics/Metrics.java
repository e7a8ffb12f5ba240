package io.orderchannel.kit.metrics;

import io.orderchannel.kit.json.JsonText;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Metrics of one invocation, written as one line in CloudWatch's embedded metric format when it ends, so that no call to
 * CloudWatch is made
 * (<a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">
 * Embedded metric format</a>: at most 100 metrics a line, a name of 1 to 1024 characters). The only dimension is the
 * function, since each further one multiplies what is paid for. For one thread.
 */
public final class Metrics {
    private static final int MOST_NAMES = 100;

    private final Clock clock;
    private final Consumer<String> out;
    private final String namespace;
    private final String function;
    private final String requestId;
    private final Map<String, Metric> metrics = new LinkedHashMap<>();

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
        if (metrics.isEmpty()) {
            return;
        }
        List<Metric> written = new ArrayList<>(metrics.values());
        metrics.clear();
        out.accept(JsonText.object(line -> {
            line.putObject(
                    "_aws",
                    aws -> aws.put("Timestamp", clock.millis())
                            .putObjects(
                                    "CloudWatchMetrics",
                                    List.of(namespace),
                                    (directive, name) -> directive
                                            .put("Namespace", name)
                                            .putJson("Dimensions", "[[\"function\"]]")
                                            .putObjects(
                                                    "Metrics",
                                                    written,
                                                    (definition, metric) -> definition
                                                            .put("Name", metric.name)
                                                            .put("Unit", metric.unit))));
            line.put("function", function).put("requestId", requestId);
            for (Metric metric : written) {
                line.put(metric.name, metric.value);
            }
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
