package faas.localcloud.lambda;

import faas.localcloud.lambda.EnvironmentPool.Lease;
import faas.localcloud.lambda.ExecutionEnvironment.Completed;
import faas.localcloud.lambda.Invocation.Outcome;
import faas.localcloud.lambda.InvocationResult.FailureKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Lambda service: functions, their environments, and synchronous invocations under concurrency limits. Safe for use
 * by several threads; a caller waits for its invocation's end, so call it from virtual threads.
 */
public final class LambdaService implements AutoCloseable {
    /** What the JVM of a debugged function writes first. */
    private static final String DEBUG_PORT_OPEN = "Listening for transport dt_socket";

    /** What is invoked, and the environments that run it. */
    private record Target(FunctionSpec spec, EnvironmentPool pool, AtomicInteger responsesToLose) {
        Target replacedBy(FunctionSpec function) {
            return new Target(function, pool, responsesToLose);
        }
    }

    /**
     * A function. A version and {@code $LATEST} have environments of their own, as on AWS, since each tells its code
     * what it is.
     *
     * @param published what the alias and its version run
     * @param latest what runs where neither is named: the same where the function had no version when it was created
     */
    private record Deployed(Target published, Target latest) {
        FunctionSpec spec() {
            return published.spec();
        }

        /** Empty where the qualifier is none of the function's. */
        Optional<Target> target(String qualifier) {
            if (qualifier.equals(FunctionSpec.LATEST)) {
                return Optional.of(latest);
            }
            return Stream.of(spec().alias(), spec().version()).anyMatch(qualifier::equals)
                    ? Optional.of(published)
                    : Optional.empty();
        }

        Stream<EnvironmentPool> pools() {
            return Stream.of(published.pool(), latest.pool()).distinct();
        }

        List<ExecutionEnvironment> environments() {
            return pools().flatMap(pool -> pool.environments().stream()).toList();
        }

        Deployed replacedBy(FunctionSpec function) {
            Target replaced = published.replacedBy(function);
            return new Deployed(
                    replaced, latest.pool() == published.pool() ? replaced : latest.replacedBy(function.latest()));
        }
    }

    private final LambdaOptions options;
    private final InvocationLog log;
    private final InvocationLines lines;
    private final Environments environments;
    private final ConcurrencyLimits limits;
    private final Semaphore startPermits =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));
    private final Map<String, Deployed> functions = new ConcurrentSkipListMap<>();
    private final Map<String, String> physicalNames = new ConcurrentHashMap<>();
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("idle-environments").unstarted(task));

    /**
     * A service with no functions yet.
     *
     * @param common environment variables of every function: {@code AWS_REGION}, {@code AWS_ENDPOINT_URL} …
     */
    public LambdaService(
            LambdaOptions options, Map<String, String> common, CredentialIssuer credentials, InvocationLog log) {
        this.options = options;
        this.log = log;
        this.lines = new InvocationLines(options.verboseLogs());
        this.environments = new Environments(options, common, credentials);
        this.limits = new ConcurrencyLimits(options.accountConcurrency());
        long sweepMillis = Math.clamp(options.idleExpiry().toMillis() / 4, 20, 5_000);
        var _ = sweeper.scheduleWithFixedDelay(this::sweep, sweepMillis, sweepMillis, TimeUnit.MILLISECONDS);
    }

    /** Makes a function known; the first invocation starts its first environment. */
    public void create(FunctionSpec declared) {
        FunctionSpec function = effective(declared);
        limits.register(List.of(function));
        log.register(function);
        AtomicInteger responsesToLose = new AtomicInteger();
        Target published = target(function, responsesToLose);
        FunctionSpec latest = function.latest();
        functions.put(
                function.functionName(),
                new Deployed(published, latest.equals(function) ? published : target(latest, responsesToLose)));
        physicalNames.put(function.name(), function.functionName());
    }

    private Target target(FunctionSpec function, AtomicInteger responsesToLose) {
        // One that waits for its debugger takes no other function's permit to start.
        EnvironmentPool pool = function.isDebugged()
                ? new EnvironmentPool(function, environments, new Semaphore(1), Integer.MAX_VALUE)
                : new EnvironmentPool(function, environments, startPermits, options.maxInvocationsPerEnvironment());
        return new Target(function, pool, responsesToLose);
    }

    /**
     * Replaces functions, those that differ from what runs. Invocations under way end in the old environments, all
     * others get new ones.
     *
     * @param declared functions that were created, each under the same names
     * @throws IllegalArgumentException if they reserve more concurrency than the account has; none is replaced then
     */
    public void update(List<FunctionSpec> declared) {
        List<FunctionSpec> changed = declared.stream()
                .map(this::effective)
                .filter(function -> {
                    Deployed known = functions.get(function.functionName());
                    return known == null || !known.spec().equals(function);
                })
                .toList();
        limits.register(changed);
        for (FunctionSpec function : changed) {
            Deployed replaced =
                    functions.computeIfPresent(function.functionName(), (_, was) -> was.replacedBy(function));
            if (replaced != null) {
                Stream.of(replaced.published(), replaced.latest())
                        .distinct()
                        .forEach(target -> target.pool().update(target.spec()));
            }
        }
    }

    private FunctionSpec effective(FunctionSpec declared) {
        return options.debugAgents().containsKey(declared.name()) ? declared.debugged() : declared;
    }

    /** Whether the function takes a debugger; then nothing that goes by the clock ends or repeats its invocations. */
    public boolean isDebugged(String function) {
        return find(function).map(FunctionSpec::isDebugged).orElse(false);
    }

    /** Starts an environment of each debugged function, so that a debugger can attach before the first invocation. */
    public void startDebugged() {
        debugged().forEach(EnvironmentPool::startAhead);
    }

    /** Whether every debugged function has an environment that a debugger can be attached to. */
    public boolean takesDebuggers() {
        return debugged()
                .allMatch(pool -> pool.environments().stream()
                        .anyMatch(environment -> environment.log().read(0).contains(DEBUG_PORT_OPEN)));
    }

    private Stream<EnvironmentPool> debugged() {
        return options.debugAgents().keySet().stream()
                .flatMap(name -> Stream.ofNullable(deployed(physicalNames.getOrDefault(name, name))))
                .flatMap(Deployed::pools);
    }

    /**
     * Invokes synchronously and waits for the end.
     *
     * @param function name, {@code name:alias}, partial or full ARN, qualified or not
     */
    public InvocationResult invoke(String function, String payload, InvocationSource source) {
        return invoke(function, payload, source, UUID.randomUUID().toString());
    }

    /** Invokes with a request id that is already known, since an attempt before had it. */
    public InvocationResult invoke(String function, String payload, InvocationSource source, String requestId) {
        Optional<Target> target = target(function);
        if (target.isEmpty()) {
            return new InvocationResult.NotFound();
        }
        int bytes = payload.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > Payloads.MAX_BYTES) {
            return new InvocationResult.TooLarge(bytes + " byte payload is too large for the RequestResponse invocation"
                    + " type (limit " + Payloads.MAX_BYTES + " bytes)");
        }
        FunctionSpec spec = target.get().spec();
        Optional<String> throttle = limits.tryAcquire(spec);
        if (throttle.isPresent()) {
            log.throttled(spec);
            return new InvocationResult.Throttled(throttle.get(), "Rate Exceeded.");
        }
        try {
            String arn = FunctionNames.invokedArn(spec.arn(), function);
            return run(target.get(), arn, payload, source, requestId);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(spec.name() + ": interrupted while waiting for its invocation", e);
        } finally {
            limits.release(spec);
        }
    }

    /**
     * The function as it runs under that name.
     *
     * @param function name, {@code name:alias}, partial or full ARN, qualified or not; empty where there is no such
     *     alias or version, and for an ARN of another account or region
     */
    public Optional<FunctionSpec> find(String function) {
        return target(function).map(Target::spec);
    }

    private Optional<Target> target(String function) {
        return Optional.ofNullable(deployed(function))
                .flatMap(deployed -> deployed.target(FunctionNames.qualifier(function)));
    }

    public List<FunctionSpec> functions() {
        return functions.values().stream().map(Deployed::spec).toList();
    }

    public InvocationLog log() {
        return log;
    }

    /** Invocations of all functions without reserved concurrency that may run at one time. */
    public int unreservedConcurrency() {
        return limits.unreserved();
    }

    /**
     * An environment that exists now.
     *
     * @param function construct id
     * @param processId -1 while it starts
     * @param busy whether an invocation is under way in it
     */
    public record LiveEnvironment(String function, long processId, boolean busy) {}

    /** Environments of all functions that exist now, idle ones included. */
    public List<LiveEnvironment> environments() {
        return functions.values().stream()
                .flatMap(deployed -> deployed.environments().stream())
                .map(environment -> new LiveEnvironment(
                        environment.function().name(),
                        environment.initDuration().isPresent() ? environment.processId() : -1,
                        environment.busy()))
                .toList();
    }

    /** Environments of one function that exist now, idle ones included. */
    public int environments(String function) {
        Deployed deployed = deployed(function);
        return deployed == null ? 0 : deployed.environments().size();
    }

    /** Faults that tests ask for. */
    public Faults faults() {
        return new Faults();
    }

    /** Stops every environment; invocations under way end as failed. */
    @Override
    public void close() {
        sweeper.shutdownNow();
        functions.values().stream().flatMap(Deployed::pools).forEach(EnvironmentPool::close);
        environments.close();
    }

    private @Nullable Deployed deployed(String function) {
        Deployed named = functions.get(FunctionNames.physicalName(function));
        return named != null
                        && FunctionNames.isOfSameAccount(function, named.spec().arn())
                ? named
                : null;
    }

    private InvocationResult run(
            Target target, String functionArn, String payload, InvocationSource source, String requestId)
            throws InterruptedException {
        return switch (target.pool().acquire()) {
            case Lease.InitFailed(ExecutionEnvironment.Init.Failed failed) -> {
                FunctionSpec spec = target.spec();
                InvocationResult result = new InvocationResult.FunctionError(
                        requestId, spec.version(), failed.kind(), failed.payload(), "");
                log.invoked(spec, source, result, Duration.ZERO);
                yield result;
            }
            case Lease.Ready(ExecutionEnvironment environment) ->
                run(environment, target.responsesToLose(), functionArn, payload, source, requestId);
        };
    }

    private InvocationResult run(
            ExecutionEnvironment environment,
            AtomicInteger responsesToLose,
            String functionArn,
            String payload,
            InvocationSource source,
            String requestId)
            throws InterruptedException {
        // Not the deployed one, which may have been replaced since.
        FunctionSpec spec = environment.function();
        Optional<Duration> init = environment.served() == 0 ? environment.initDuration() : Optional.empty();
        init.ifPresent(duration -> log.coldStart(spec, duration));
        Invocation invocation =
                ExecutionEnvironment.invocation(requestId, functionArn, payload, spec.timeout(), source);
        long logStart;
        try {
            logStart = lines.start(environment, invocation);
        } catch (RuntimeException e) {
            // It has nothing to do yet, so it would never become idle again.
            environment.kill();
            throw e;
        }
        Completed completed = environment.invoke(invocation);
        lines.end(environment, invocation, completed, init, logStart);
        String logTail = environment.log().tail(logStart);
        InvocationResult result = result(responsesToLose, spec, invocation, completed.outcome(), logTail);
        init.ifPresent(_ -> log.firstInvocation(spec, completed.duration()));
        log.invoked(spec, source, result, completed.duration());
        return result;
    }

    private static InvocationResult result(
            AtomicInteger responsesToLose, FunctionSpec spec, Invocation invocation, Outcome outcome, String logTail) {
        String id = invocation.requestId();
        return switch (outcome) {
            case Outcome.Response(String payload) ->
                responsesToLose.getAndUpdate(left -> Math.max(0, left - 1)) == 0
                        ? new InvocationResult.Success(id, spec.version(), payload, logTail)
                        : failed(
                                invocation,
                                spec,
                                FailureKind.RESPONSE_LOST,
                                Payloads.error("Fault.ResponseLost", "a test lost the response"),
                                logTail);
            case Outcome.HandlerError(String payload) ->
                failed(
                        invocation,
                        spec,
                        FailureKind.HANDLER,
                        Payloads.orError(payload, "Runtime.Unknown", "handler failed"),
                        logTail);
            case Outcome.ResponseTooLarge(long bytes) ->
                failed(invocation, spec, FailureKind.RESPONSE_TOO_LARGE, Payloads.responseTooLarge(bytes), logTail);
            case Outcome.ProcessExit(int status) ->
                failed(invocation, spec, FailureKind.EXIT, Payloads.exited(id, status), logTail);
            case Outcome.TimedOut() ->
                failed(invocation, spec, FailureKind.TIMEOUT, Payloads.timedOut(id, spec.timeout()), logTail);
        };
    }

    private static InvocationResult failed(
            Invocation invocation, FunctionSpec spec, FailureKind kind, String payload, String logTail) {
        return new InvocationResult.FunctionError(invocation.requestId(), spec.version(), kind, payload, logTail);
    }

    private void sweep() {
        functions.values().stream()
                .filter(deployed -> !isDebugged(deployed.spec().functionName()))
                .flatMap(Deployed::pools)
                .forEach(pool -> pool.expire(options.idleExpiry()));
    }

    /** Faults that a test asks the Lambda service for. Safe for use by several threads. */
    public final class Faults {
        private Faults() {}

        /**
         * The next {@code count} invocations of the function that succeed are reported to their caller as failed,
         * although the handler did its work.
         *
         * @param functionName construct id or physical name
         */
        public void loseResponses(String functionName, int count) {
            known(functionName).published().responsesToLose().addAndGet(count);
        }

        /**
         * Kills the environment's process as it is, in the middle of an invocation too; returns when it is dead.
         *
         * @param environmentId as given to {@link CredentialIssuer#issue}
         * @return false if no such environment is running
         */
        public boolean killEnvironment(String environmentId) {
            return environments.kill(environmentId);
        }

        /** Kills every environment of the function; returns how many there were. */
        public int killEnvironmentsOf(String functionName) {
            List<ExecutionEnvironment> killed = known(functionName).environments();
            killed.forEach(ExecutionEnvironment::kill);
            return killed.size();
        }

        private Deployed known(String functionName) {
            Deployed deployed = deployed(physicalNames.getOrDefault(functionName, functionName));
            if (deployed == null) {
                throw new IllegalArgumentException("no function " + functionName + " among " + functions.keySet());
            }
            return deployed;
        }
    }
}
