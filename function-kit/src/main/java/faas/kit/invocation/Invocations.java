package faas.kit.invocation;

import com.amazonaws.services.lambda.runtime.Context;
import faas.kit.log.Log;
import faas.kit.metrics.Metrics;
import faas.kit.time.TimeLeft;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Opens the invocations of one environment. It holds only whether there was one: the first is a cold start. */
public final class Invocations {
    private final Clock clock;
    private final Consumer<String> out;
    private final String namespace;
    private final String firstStart;
    private final Function<LongSupplier, TimeLeft> time;
    private final AtomicBoolean first = new AtomicBoolean(true);

    /**
     * @param environment variables of the function: {@code METRICS_NAMESPACE}, and Lambda's own (<a
     *     href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Environment variables</a>)
     * @param out takes complete lines; Lambda sends standard output to the function's log group
     * @param time makes the time left of what remains, in milliseconds
     */
    public Invocations(
            Map<String, String> environment, Clock clock, Consumer<String> out, Function<LongSupplier, TimeLeft> time) {
        this.time = time;
        this.clock = clock;
        this.out = out;
        namespace = environment.getOrDefault("METRICS_NAMESPACE", "functions");
        firstStart = environment.getOrDefault("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    }

    /** Those of this process: its environment, the system's clock in UTC, standard output. */
    public static Invocations ofThisProcess() {
        return new Invocations(System.getenv(), Clock.systemUTC(), System.out::println, TimeLeft::new);
    }

    /** Opens an invocation; to be closed when the handler has its answer. */
    public Invocation begin(Context context) {
        boolean cold = first.getAndSet(false);
        String start = cold ? firstStart : "warm";
        String function = context.getFunctionName();
        String requestId = context.getAwsRequestId();
        Log log = new Log(clock, out)
                .with("function", function)
                .with("requestId", requestId)
                .with("start", start);
        Metrics metrics = new Metrics(clock, out, namespace, function, requestId);
        if (cold) {
            metrics.count("ColdStarts", 1);
        }
        return new Invocation(function, requestId, start, time.apply(context::getRemainingTimeInMillis), log, metrics);
    }
}
