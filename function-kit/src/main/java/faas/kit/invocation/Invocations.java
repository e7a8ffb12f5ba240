package faas.kit.invocation;

import static faas.kit.log.Field.field;

import com.amazonaws.services.lambda.runtime.Context;
import faas.kit.log.Log;
import faas.kit.metrics.Metrics;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Opens the invocations of one environment. It holds nothing of an invocation but whether there was one, which is what
 * tells a cold start from a warm one.
 */
public final class Invocations {
    private final Clock clock;
    private final Consumer<String> out;
    private final String namespace;
    private final StartKind firstKind;
    private final AtomicBoolean first = new AtomicBoolean(true);

    /**
     * @param environment variables of the function; {@code METRICS_NAMESPACE} is the CloudWatch namespace,
     *     {@code functions} where it is missing
     * @param clock time of log lines and metrics
     * @param out takes complete lines; Lambda sends standard output to the function's log group
     */
    public Invocations(Map<String, String> environment, Clock clock, Consumer<String> out) {
        this.clock = clock;
        this.out = out;
        namespace = environment.getOrDefault("METRICS_NAMESPACE", "functions");
        firstKind = StartKind.ofFirst(environment.getOrDefault("AWS_LAMBDA_INITIALIZATION_TYPE", ""));
    }

    /** Those of this process: its environment, the system's clock in UTC, standard output. */
    public static Invocations ofThisProcess() {
        return new Invocations(System.getenv(), Clock.systemUTC(), System.out::println);
    }

    /** Opens an invocation; to be closed when the handler has its answer. */
    public Invocation begin(Context context) {
        StartKind start = first.getAndSet(false) ? firstKind : StartKind.WARM;
        String function = context.getFunctionName();
        String requestId = context.getAwsRequestId();
        Log log = new Log(
                clock,
                out,
                List.of(field("function", function), field("requestId", requestId), field("start", start.label())));
        Metrics metrics = new Metrics(clock, out, namespace, function, requestId);
        if (start != StartKind.WARM) {
            metrics.count("ColdStarts", 1);
        }
        return new Invocation(
                function, requestId, start, new TimeGuard(context::getRemainingTimeInMillis), log, metrics);
    }
}
