package faas.localcloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.localcloud.gateway.AccessDenials;
import faas.localcloud.json.Json;
import faas.localcloud.lambda.FunctionFigures;
import faas.localcloud.lambda.LambdaService;
import faas.localcloud.mapping.EventSourceMappings;
import faas.localcloud.sns.SnsFaults;
import faas.localcloud.sqs.QueueCounters;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * The engine's own records, from which reports are made: what each function and queue did, and what the engine took.
 */
public final class Records {
    private static final double MEDIAN = 50;
    private static final double P99 = 99;
    private static final double TENTH = 10;

    private final LambdaService lambda;
    private final QueueCounters queues;
    /** Each message on one of these is a dead letter that no queue held before. */
    private final Supplier<Set<String>> failureQueues;

    private final AccessDenials denials;
    private final SnsFaults snsFaults;
    private final EventSourceMappings mappings;
    private final Supplier<Duration> startUp;

    Records(
            LambdaService lambda,
            QueueCounters queues,
            Supplier<Set<String>> failureQueues,
            AccessDenials denials,
            SnsFaults snsFaults,
            EventSourceMappings mappings,
            Supplier<Duration> startUp) {
        this.lambda = lambda;
        this.queues = queues;
        this.failureQueues = failureQueues;
        this.denials = denials;
        this.snsFaults = snsFaults;
        this.mappings = mappings;
        this.startUp = startUp;
    }

    /** What each function did since the start. */
    public List<FunctionFigures> functions() {
        return lambda.log().figures();
    }

    /** What was put on each queue and moved from it. */
    public QueueCounters queues() {
        return queues;
    }

    /** As one document, {@code {"functions": […], "queues": […], "denials": […], "environments": […],
     * "deliveries": {…}, "engine": {…}}}. */
    public JsonNode toJson() {
        ObjectNode records = Json.object();
        ArrayNode ofFunctions = records.putArray("functions");
        functions().forEach(figures -> ofFunctions.add(json(figures)));
        ArrayNode ofQueues = records.putArray("queues");
        for (String queue : queues.queues()) {
            ofQueues.addObject()
                    .put("name", queue)
                    .put("received", queues.received(queue))
                    .put("deadLettered", deadLettered(queue));
        }
        ArrayNode ofDenials = records.putArray("denials");
        for (AccessDenials.Counted denial : denials.all()) {
            ofDenials
                    .addObject()
                    .put("function", denial.function())
                    .put("role", denial.role())
                    .put("action", denial.action())
                    .put("resource", denial.resource())
                    .put("count", denial.count());
        }
        ArrayNode live = records.putArray("environments");
        for (LambdaService.LiveEnvironment environment : lambda.environments()) {
            live.addObject()
                    .put("function", environment.function())
                    .put("pid", environment.processId())
                    .put("busy", environment.busy());
        }
        records.putObject("deliveries")
                .put("duplicated", snsFaults.duplicated())
                .put("late", snsFaults.late())
                .put("heldBack", snsFaults.heldBack())
                .put("recordsInHand", mappings.recordsInHand());
        records.putObject("engine")
                .put("name", "local")
                .put("readyMillis", startUp.get().toMillis());
        return records;
    }

    /** Adding up all queues' gives every message that ended as a dead letter, each once. */
    private long deadLettered(String queue) {
        return queues.deadLettered(queue) + (failureQueues.get().contains(queue) ? queues.received(queue) : 0);
    }

    private static ObjectNode json(FunctionFigures figures) {
        ObjectNode json = Json.object()
                .put("name", figures.name())
                .put("trigger", figures.trigger().label())
                .put("invocations", figures.invocations())
                .put("coldStarts", figures.coldStarts())
                .put("errors", figures.errors())
                .put("timeouts", figures.timeouts())
                .put("exits", figures.exits())
                .put("throttles", figures.throttles())
                .put("events", figures.events())
                .put("asyncQueued", figures.async().queued())
                .put("asyncPending", figures.async().pending())
                .put("asyncRetries", figures.async().retries())
                .put("asyncDropped", figures.async().dropped())
                .put("asyncToDestination", figures.async().toDestination())
                .put(
                        "eventsPerInvocation",
                        figures.invocations() == 0
                                ? 0
                                : Math.round(TENTH * figures.events() / figures.invocations()) / TENTH);
        json.putObject("initMillis").put("p50", percentile(figures.initMillis(), MEDIAN));
        json.putObject("firstInvocationMillis").put("p50", percentile(figures.firstInvocationMillis(), MEDIAN));
        json.putObject("durationMillis")
                .put("p50", percentile(figures.durationMillis(), MEDIAN))
                .put("p99", percentile(figures.durationMillis(), P99));
        return json;
    }

    private static long percentile(Histogram histogram, double percentile) {
        return histogram.getTotalCount() == 0 ? 0 : histogram.getValueAtPercentile(percentile);
    }
}
