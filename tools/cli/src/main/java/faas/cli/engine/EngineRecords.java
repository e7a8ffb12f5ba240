package faas.cli.engine;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an engine's functions and queues: the local engine recorded it since it started, for another one it
 * is of a run. Null is what an engine does not tell.
 */
public record EngineRecords(List<Function> functions, List<Queue> queues, List<Denial> denials) {

    /**
     * One function's figures.
     *
     * @param name the function's construct id
     * @param trigger {@code http}, {@code sqs}, {@code stream}, {@code sns}, {@code schedule}, {@code async} or
     *     {@code invoke}
     * @param invocations how often it was invoked, failed and timed-out ones included
     * @param coldStarts invocations that waited for a new execution environment
     * @param events records handed over, redeliveries included; for http the same as {@code invocations}
     * @param eventsPerInvocation 0 where it was never invoked
     * @param initMillis from the start of an environment's process to its being ready
     * @param firstInvocationMillis an environment's first invocation, its init not included
     * @param byEventType what one message of each type took, by the function's own metrics; empty where it takes one
     *     type
     */
    public record Function(
            String name,
            String trigger,
            long invocations,
            long coldStarts,
            @Nullable Long errors,
            @Nullable Long timeouts,
            @Nullable Long throttles,
            long events,
            double eventsPerInvocation,
            Median initMillis,
            Median firstInvocationMillis,
            Millis durationMillis,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, ByEventType> byEventType) {

        public Function {
            // The engine's own records do not have it.
            byEventType = byEventType == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(byEventType));
        }

        public Function withByEventType(Map<String, ByEventType> figures) {
            return new Function(
                    name,
                    trigger,
                    invocations,
                    coldStarts,
                    errors,
                    timeouts,
                    throttles,
                    events,
                    eventsPerInvocation,
                    initMillis,
                    firstInvocationMillis,
                    durationMillis,
                    figures);
        }
    }

    /**
     * What a function's messages of one event type took.
     *
     * @param events messages of that type, redeliveries included
     */
    public record ByEventType(long events, Millis durationMillis) {}

    /**
     * One queue's figures.
     *
     * @param received messages put on the queue
     * @param deadLettered messages that went from it to its dead-letter queue
     */
    public record Queue(String name, @Nullable Long received, long deadLettered) {}

    /**
     * What a function asked for and its role does not allow.
     *
     * @param function construct id
     * @param role ARN
     * @param action as {@code sqs:SendMessage}
     * @param resource ARN
     * @param count how often
     */
    public record Denial(String function, String role, String action, String resource, long count) {}

    /** Milliseconds, 0 where nothing was there to measure. */
    public record Median(@Nullable Long p50) {}

    /** Milliseconds, 0 where nothing was measured. */
    public record Millis(long p50, long p99) {}

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public EngineRecords {
        functions = List.copyOf(functions);
        queues = List.copyOf(queues);
        denials = List.copyOf(denials);
    }

    /** The records of the local engine at that endpoint. */
    public static EngineRecords fetch(URI endpoint) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(endpoint.resolve("/_local-cloud/records"))
                    .build();
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException("the engine's records: status " + response.statusCode() + ", expected 200");
            }
            return parse(response.body());
        }
    }

    static EngineRecords parse(String json) throws IOException {
        return JSON.readValue(json, EngineRecords.class);
    }

    /**
     * One function's figures.
     *
     * @throws IllegalArgumentException if the engine has no function of that name
     */
    public Function function(String name) {
        return functions.stream()
                .filter(function -> function.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no function " + name + " among "
                        + functions.stream().map(Function::name).toList()));
    }

    /**
     * These records with what one message of each type took, for functions that take several: with one type it would
     * say what the invocation's duration says.
     *
     * @param measured by the function's deployed name and the event's type
     */
    public EngineRecords withEventTypes(Map<String, Map<String, ByEventType>> measured) {
        return new EngineRecords(
                functions.stream()
                        .map(function -> measured.entrySet().stream()
                                .filter(entry -> entry.getKey().endsWith("-" + function.name()))
                                .filter(entry -> entry.getValue().size() > 1)
                                .findFirst()
                                .map(entry -> function.withByEventType(entry.getValue()))
                                .orElse(function))
                        .toList(),
                queues,
                denials);
    }

    /** How many messages ended in any dead-letter queue. */
    public long deadLettered() {
        return queues.stream().mapToLong(Queue::deadLettered).sum();
    }
}
