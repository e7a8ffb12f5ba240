package faas.localcloud.lambda;

import faas.localcloud.lambda.Invocation.Outcome;
import faas.localcloud.lambda.InvocationResult.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One execution environment: a process and what goes between it and the service. It holds one invocation at a time; its
 * pool sees to that. Safe for use by several threads.
 */
final class ExecutionEnvironment implements RuntimeEndpoint {
    /** How the init phase ended. */
    sealed interface Init {
        record Ready(Duration duration) implements Init {}

        record Failed(FailureKind kind, String payload) implements Init {}
    }

    /** An invocation's outcome, and how long the runtime had it. */
    record Completed(Outcome outcome, Duration duration) {}

    private final String id;
    private final FunctionSpec function;
    private final EnvironmentPool pool;
    private final CompletableFuture<@Nullable Void> exit = new CompletableFuture<>();
    private final CompletableFuture<Init> init = new CompletableFuture<>();
    private final BlockingQueue<Optional<Invocation>> work = new LinkedBlockingQueue<>();
    private final AtomicReference<@Nullable Invocation> current = new AtomicReference<>();
    private final AtomicReference<@Nullable String> initError = new AtomicReference<>();
    private final AtomicInteger served = new AtomicInteger();
    private final EnvironmentLog log;
    private volatile long started = System.nanoTime();
    private volatile @Nullable Process process;
    private volatile boolean dead;
    private volatile long idleSince = System.nanoTime();

    ExecutionEnvironment(String id, FunctionSpec function, EnvironmentLog log, EnvironmentPool pool) {
        this.id = id;
        this.function = function;
        this.log = log;
        this.pool = pool;
    }

    /** Called once, when the Runtime API knows this environment. */
    void start(ProcessBuilder builder) {
        started = System.nanoTime();
        Process running = ProcessStarter.start(builder);
        process = running;
        Thread.ofVirtual().name("environment-" + id).start(() -> awaitExit(running));
    }

    /** Not by {@link Process#onExit()}: its common pool has one thread on two processors, which anybody may hold up. */
    private void awaitExit(Process running) {
        try {
            running.waitFor();
            exit.complete(null);
            exited(running);
        } catch (InterruptedException e) {
            exit.completeExceptionally(e);
        }
    }

    String id() {
        return id;
    }

    FunctionSpec function() {
        return function;
    }

    /** Completes when the runtime asks for work the first time, or has failed before. */
    CompletableFuture<Init> init() {
        return init;
    }

    /** Empty until the init phase has succeeded. */
    Optional<Duration> initDuration() {
        return init.getNow(null) instanceof Init.Ready(Duration duration) ? Optional.of(duration) : Optional.empty();
    }

    EnvironmentLog log() {
        return log;
    }

    boolean busy() {
        return current.get() != null;
    }

    int served() {
        return served.get();
    }

    Duration idleFor() {
        return Duration.ofNanos(System.nanoTime() - idleSince);
    }

    /** Hands the event over and waits for its end, at most the function's time-out; then the process is killed. */
    Completed invoke(Invocation invocation) throws InterruptedException {
        served.incrementAndGet();
        current.set(invocation);
        long begin = System.nanoTime();
        work.add(Optional.of(invocation));
        if (dead) {
            invocation.outcome().complete(new Outcome.ProcessExit(exitStatus()));
        }
        Outcome outcome;
        try {
            outcome = invocation.outcome().get(function.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            boolean killed = invocation.outcome().complete(new Outcome.TimedOut());
            outcome = invocation.outcome().join();
            if (killed) {
                kill();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        Duration duration = Duration.ofNanos(System.nanoTime() - begin);
        current.compareAndSet(invocation, null);
        return new Completed(outcome, duration);
    }

    /** Kills the process and waits until it is dead. */
    void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            exit.join();
        }
    }

    @Override
    public Optional<Invocation> next() throws InterruptedException {
        idleSince = System.nanoTime();
        init.complete(new Init.Ready(Duration.ofNanos(System.nanoTime() - started)));
        pool.idle(this);
        return work.take();
    }

    @Override
    public boolean response(String requestId, String payload) {
        return complete(requestId, new Outcome.Response(payload));
    }

    @Override
    public boolean responseTooLarge(String requestId, long bytes) {
        return complete(requestId, new Outcome.ResponseTooLarge(bytes));
    }

    @Override
    public boolean error(String requestId, String payload) {
        return complete(requestId, new Outcome.HandlerError(payload));
    }

    @Override
    public void initError(String payload) {
        initError.set(payload);
    }

    @Override
    public void restoreNext() {
        // No snapshot is taken: an environment whose hooks ran goes on at once, and is ready when it asks for work.
    }

    @Override
    public void restoreError(String payload) {
        initError.set(payload);
    }

    long processId() {
        Process running = process;
        return running == null ? -1 : running.pid();
    }

    private boolean complete(String requestId, Outcome outcome) {
        Invocation invocation = current.get();
        if (invocation == null || !invocation.requestId().equals(requestId)) {
            return false;
        }
        if (invocation.outcome().isDone()) {
            return true;
        }
        // Before the caller goes on: it may invoke again at once and must find that this environment is coming back.
        pool.responded(this);
        invocation.outcome().complete(outcome);
        return true;
    }

    private void exited(Process ended) {
        dead = true;
        work.add(Optional.empty());
        init.complete(initFailure(ended.exitValue()));
        Invocation invocation = current.get();
        if (invocation != null) {
            invocation.outcome().complete(new Outcome.ProcessExit(ended.exitValue()));
        }
        pool.gone(this);
    }

    private Init initFailure(int status) {
        String reported = initError.get();
        return reported == null
                ? new Init.Failed(FailureKind.EXIT, Payloads.exited(id, status))
                : new Init.Failed(
                        FailureKind.INIT, Payloads.orError(reported, "Runtime.InitError", "initialization failed"));
    }

    private int exitStatus() {
        Process running = process;
        return running == null || running.isAlive() ? -1 : running.exitValue();
    }

    /** A request as Lambda makes it. */
    static Invocation invocation(String functionArn, String payload, Duration timeout) {
        return invocation(UUID.randomUUID().toString(), functionArn, payload, timeout, InvocationSource.direct());
    }

    /** A request as Lambda makes it; a retry has the id of the first attempt. */
    static Invocation invocation(
            String requestId, String functionArn, String payload, Duration timeout, InvocationSource source) {
        String parent = UUID.randomUUID().toString().replace("-", "").substring(16);
        return new Invocation(
                requestId,
                functionArn,
                payload,
                Instant.now().plus(timeout),
                source.traceRoot() + ";Parent=" + parent + ";Sampled=0",
                source.clientContext(),
                new CompletableFuture<>());
    }
}
