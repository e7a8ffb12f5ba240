package faas.localcloud.async;

import faas.localcloud.async.RetryPolicy.Next;
import faas.localcloud.json.Json;
import faas.localcloud.lambda.AsyncStep;
import faas.localcloud.lambda.FunctionNames;
import faas.localcloud.lambda.FunctionSpec;
import faas.localcloud.lambda.InvocationResult;
import faas.localcloud.lambda.InvocationSource;
import faas.localcloud.lambda.LambdaService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asynchronous invocation: takes an event, answers at once, and sees the event through retries to its success or to its
 * destination. Everything is in memory: what waits when the engine stops is gone. Safe for use by several threads.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html">Asynchronous invocation</a>
 */
public final class AsyncInvocations implements AutoCloseable {
    /**
     * Payload of an asynchronous invocation.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Quotas</a>
     */
    static final int MAX_BYTES = 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(AsyncInvocations.class);
    /** A throttled event keeps the next one of its function back for so long, so that a full account is not stormed. */
    private static final Duration AFTER_THROTTLE = Duration.ofSeconds(1);

    private static final int SEND_ATTEMPTS = 4;
    private static final long SEND_PAUSE_MILLIS = 250;

    private final LambdaService lambda;
    private final Destinations destinations;
    private final Duration retryBaseDelay;
    private final InstantSource clock;
    /** By qualified ARN. */
    private final Map<String, EventInvokeConfig> configs = new ConcurrentHashMap<>();
    /** By physical name: aliases and versions of a function share its concurrency. */
    private final Map<String, FunctionEvents> events = new ConcurrentHashMap<>();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * No event is waiting yet.
     *
     * @param retryBaseDelay before the first retry after a function error; the second waits twice as long
     */
    public AsyncInvocations(
            LambdaService lambda, Destinations destinations, Duration retryBaseDelay, InstantSource clock) {
        this.lambda = lambda;
        this.destinations = destinations;
        this.retryBaseDelay = retryBaseDelay;
        this.clock = clock;
    }

    /**
     * Sets how the events of an alias or version are handled.
     *
     * @param function name or ARN
     * @param qualifier alias, version or {@code $LATEST}; what is invoked by another one is not concerned
     */
    public void configure(String function, String qualifier, EventInvokeConfig config) {
        FunctionSpec spec = lambda.find(function)
                .orElseThrow(
                        () -> new IllegalArgumentException("event invoke config of an unknown function " + function));
        configs.put(spec.arn() + ":" + qualifier, config);
    }

    /** What is configured for aliases and versions of a function, by their ARNs. */
    public SortedMap<String, EventInvokeConfig> configs(FunctionSpec function) {
        SortedMap<String, EventInvokeConfig> ofFunction = new TreeMap<>();
        configs.forEach((arn, config) -> {
            if (arn.startsWith(function.arn() + ":")) {
                ofFunction.put(arn, config);
            }
        });
        return ofFunction;
    }

    /**
     * Takes an event for the function.
     *
     * @param function name, {@code name:alias}, partial or full ARN, qualified or not
     * @param payload JSON; empty stands for an empty object
     */
    public Acceptance invoke(String function, String payload, InvocationSource source) {
        Optional<FunctionSpec> found = lambda.find(function);
        if (found.isEmpty()) {
            return new Acceptance.NotFound();
        }
        int bytes = payload.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            return new Acceptance.TooLarge(
                    bytes + " byte payload is too large for the Event invocation type (limit " + MAX_BYTES + " bytes)");
        }
        String event = payload.isEmpty() ? "{}" : payload;
        try {
            var _ = Json.parse(event);
        } catch (IllegalArgumentException e) {
            return new Acceptance.NotJson("Could not parse request body into json: " + e.getMessage());
        }
        FunctionSpec spec = found.get();
        String requestId = UUID.randomUUID().toString();
        lambda.log().async(spec, AsyncStep.QUEUED);
        events(spec)
                .add(
                        QueuedEvent.accepted(
                                requestId, FunctionNames.qualifier(function), event, source, clock.instant()),
                        Duration.ZERO);
        return new Acceptance.Accepted(requestId);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private FunctionEvents events(FunctionSpec spec) {
        return events.computeIfAbsent(
                spec.functionName(),
                name -> new FunctionEvents(
                        () -> sideBySide(current(name)), event -> attempt(current(name), event), threads));
    }

    /** The function as it is now: it may have been replaced since its event was taken. */
    private FunctionSpec current(String functionName) {
        return lambda.find(functionName).orElseThrow();
    }

    /**
     * Half of what functions share, so that a backlog here leaves the others room; all that a function has for itself.
     */
    private int sideBySide(FunctionSpec spec) {
        return Math.max(1, spec.reservedConcurrency().orElse((lambda.unreservedConcurrency() + 1) / 2));
    }

    private void attempt(FunctionSpec spec, QueuedEvent event) throws InterruptedException {
        EventInvokeConfig declared =
                configs.getOrDefault(spec.arn() + ":" + event.qualifier(), EventInvokeConfig.DEFAULT);
        EventInvokeConfig config = lambda.isDebugged(spec.functionName()) ? declared.debugged() : declared;
        RetryPolicy policy = new RetryPolicy(config, retryBaseDelay);
        // https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html: given up without any
        // retries
        if (spec.reservedConcurrency().orElse(1) == 0) {
            giveUp(spec, event, config, Condition.ZERO_RESERVED_CONCURRENCY);
            return;
        }
        if (policy.tooOld(event, clock.instant())) {
            giveUp(spec, event, config, Condition.EVENT_AGE_EXCEEDED);
            return;
        }
        switch (invoke(spec, event)) {
            case InvocationResult.Success success -> succeeded(spec, event, config, success);
            case InvocationResult.FunctionError error -> {
                QueuedEvent failed = event.failed(error);
                Next next = policy.afterFunctionError(failed, clock.instant());
                LOG.warn("{}: {} failed ({}): {}", spec.name(), event, error.kind(), next);
                if (next instanceof Next.TryAgain) {
                    lambda.log().async(spec, AsyncStep.RETRIED);
                }
                goOn(spec, failed, config, next);
            }
            case InvocationResult.Throttled _, InvocationResult.NotFound _, InvocationResult.TooLarge _ -> {
                QueuedEvent refused = event.refused();
                goOn(spec, refused, config, policy.afterRefusal(refused, clock.instant()));
                Thread.sleep(AFTER_THROTTLE);
            }
        }
    }

    /** What goes wrong in the engine itself is a system error, which is treated as a throttle. */
    private InvocationResult invoke(FunctionSpec spec, QueuedEvent event) throws InterruptedException {
        try {
            return lambda.invoke(event.functionOf(spec), event.payload(), event.source(), event.requestId());
        } catch (RuntimeException e) {
            if (Thread.interrupted() || threads.isShutdown()) {
                throw new InterruptedException("stopped while " + event + " was under way");
            }
            LOG.warn("{}: {} not invoked", spec.name(), event, e);
            return InvocationResult.Throttled.bySystemError(e);
        }
    }

    private void goOn(FunctionSpec spec, QueuedEvent event, EventInvokeConfig config, Next next)
            throws InterruptedException {
        switch (next) {
            case Next.TryAgain(Duration delay) -> events(spec).add(event, delay);
            case Next.GiveUp(Condition condition) -> giveUp(spec, event, config, condition);
        }
    }

    private void succeeded(
            FunctionSpec spec, QueuedEvent event, EventInvokeConfig config, InvocationResult.Success success)
            throws InterruptedException {
        if (config.onSuccessArn().isPresent()) {
            String record = InvocationRecord.success(event, spec, success, clock.instant());
            var _ = sent(spec, event, config.onSuccessArn().get(), record);
        }
        lambda.log().async(spec, AsyncStep.SUCCEEDED);
    }

    private void giveUp(FunctionSpec spec, QueuedEvent event, EventInvokeConfig config, Condition condition)
            throws InterruptedException {
        String record = InvocationRecord.failure(event, spec, condition, clock.instant());
        if (config.onFailureArn().isPresent()
                && sent(spec, event, config.onFailureArn().get(), record)) {
            lambda.log().async(spec, AsyncStep.TO_DESTINATION);
        } else {
            LOG.warn(
                    "{}: {} dropped after {} invocations: {}",
                    spec.name(),
                    event,
                    event.invocations(),
                    condition.label());
            lambda.log().async(spec, AsyncStep.DROPPED);
        }
    }

    private boolean sent(FunctionSpec spec, QueuedEvent event, String queueArn, String record)
            throws InterruptedException {
        for (int attempt = 1; attempt <= SEND_ATTEMPTS; attempt++) {
            try {
                boolean taken = destinations.send(queueArn, record);
                if (!taken) {
                    LOG.error("{}: {}: destination {} does not take its record", spec.name(), event, queueArn);
                }
                return taken;
            } catch (IOException e) {
                LOG.warn("{}: {}: destination {}: {}", spec.name(), event, queueArn, e.getMessage());
                TimeUnit.MILLISECONDS.sleep(SEND_PAUSE_MILLIS * attempt);
            }
        }
        LOG.error("{}: {}: destination {} is out of reach", spec.name(), event, queueArn);
        return false;
    }
}
