package faas.kit.metrics;

import faas.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Metrics of one invocation, written as lines in CloudWatch's <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">
 * embedded metric format</a> when it ends: at most 100 metrics a line and 100 values a metric. The dimension is the
 * function, since each further one multiplies the cost. Durations of messages have a second one, the event's type: a
 * function is sized by what each type takes. For one thread.
 */
public final class Metrics {
    private static final int MOST = 100;

    private final Clock clock;
    private final Consumer<String> out;
    private final String namespace;
    private final String function;
    private final String requestId;
    private final Map<String, Long> values = new LinkedHashMap<>();
    private final Map<String, String> units = new LinkedHashMap<>();
    private final Map<String, List<Double>> messageMillis = new LinkedHashMap<>();

    /** @param requestId the invocation, a property of each line and no dimension */
    public Metrics(Clock clock, Consumer<String> out, String namespace, String function, String requestId) {
        this.clock = clock;
        this.out = out;
        this.namespace = namespace;
        this.function = function;
        this.requestId = requestId;
    }

    /** Adds to a counter of this invocation. */
    public void count(String name, long increment) {
        add(name, "Count", increment);
    }

    /** Adds to a duration of this invocation, in milliseconds. */
    public void millis(String name, long increment) {
        add(name, "Milliseconds", increment);
    }

    private void add(String name, String unit, long increment) {
        String known = units.getOrDefault(name, unit);
        if (!known.equals(unit)) {
            throw new IllegalArgumentException("metric " + name + " is in " + known + ", not in " + unit);
        }
        if (units.size() == MOST && !units.containsKey(name)) {
            throw new IllegalArgumentException(
                    "metric " + name + " is number " + (MOST + 1) + " of this invocation, expected at most " + MOST);
        }
        units.put(name, unit);
        values.merge(name, increment, Long::sum);
    }

    /** Notes how long the work on one message of that event type took; written in milliseconds. */
    public void messageDuration(String eventType, Duration duration) {
        messageMillis
                .computeIfAbsent(eventType, _ -> new ArrayList<>())
                .add(Math.floorDiv(duration.toNanos(), 1_000) / 1e3);
    }

    /** Writes what was counted, if anything was, and starts anew. */
    public void flush() {
        if (!values.isEmpty()) {
            JsonObject line = line(units, "function");
            values.forEach(line::put);
            out.accept(line.toString());
        }
        messageMillis.forEach((eventType, millis) -> {
            for (int from = 0; from < millis.size(); from += MOST) {
                out.accept(line(Map.of("MessageDuration", "Milliseconds"), "function", "eventType")
                        .put("eventType", eventType)
                        .put("MessageDuration", millis.subList(from, Math.min(from + MOST, millis.size())))
                        .toString());
            }
        });
        values.clear();
        units.clear();
        messageMillis.clear();
    }

    private JsonObject line(Map<String, String> metrics, String... dimensions) {
        List<JsonObject> definitions = new ArrayList<>();
        metrics.forEach((name, unit) ->
                definitions.add(new JsonObject().put("Name", name).put("Unit", unit)));
        JsonObject directive = new JsonObject()
                .put("Namespace", namespace)
                .put("Dimensions", List.of(List.of(dimensions)))
                .put("Metrics", definitions);
        JsonObject aws = new JsonObject().put("Timestamp", clock.millis()).put("CloudWatchMetrics", List.of(directive));
        return new JsonObject().put("_aws", aws).put("function", function).put("requestId", requestId);
    }
}
