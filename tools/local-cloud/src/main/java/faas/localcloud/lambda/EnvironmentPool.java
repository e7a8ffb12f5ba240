package faas.localcloud.lambda;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The environments of one function. An invocation takes an idle environment; where there is none a new one starts, and
 * the invocation goes to whichever is free first, the new one or a busy one that comes back. When the function is
 * replaced, environments of the old one take no further invocation. Safe for use by several threads.
 */
final class EnvironmentPool {
    /** Makes environments and clears up after them. */
    interface Starter {
        ExecutionEnvironment create(FunctionSpec function, EnvironmentPool pool);

        void start(ExecutionEnvironment environment);

        /** Releases the resources of an environment whose process has ended. */
        void release(ExecutionEnvironment environment);
    }

    /** What an invocation gets. */
    sealed interface Lease {
        record Ready(ExecutionEnvironment environment) implements Lease {}

        record InitFailed(ExecutionEnvironment.Init.Failed failure) implements Lease {}
    }

    private enum State {
        STARTING,
        IDLE,
        LEASED,
        /** It has answered and is about to ask for work. */
        RETURNING,
        /** It has had its last invocation, or its function was replaced. */
        ENDING
    }

    private final String name;
    private final Starter starter;
    private final Semaphore startPermits;
    private final int maxInvocations;

    private final ReentrantLock lock = new ReentrantLock();
    /** What new environments are of. */
    private FunctionSpec function;

    private final Map<ExecutionEnvironment, State> environments = new LinkedHashMap<>();
    private final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();
    private final Deque<CompletableFuture<Lease>> waiting = new ArrayDeque<>();
    private int queuedStarts;
    /** Environments to start that no invocation waits for. */
    private int ahead;

    private boolean closed;

    /**
     * @param startPermits how many environments of all functions may be in their init phase at one time: more than
     *     there are processors would only make each of them slower
     */
    EnvironmentPool(FunctionSpec function, Starter starter, Semaphore startPermits, int maxInvocations) {
        this.name = function.name();
        this.function = function;
        this.starter = starter;
        this.startPermits = startPermits;
        this.maxInvocations = maxInvocations;
    }

    Lease acquire() throws InterruptedException {
        CompletableFuture<Lease> mine = new CompletableFuture<>();
        int starts = 0;
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException(name + ": the Lambda service is closed");
            }
            // The one used last: the others then become old enough to expire.
            ExecutionEnvironment warm = idle.pollFirst();
            if (warm != null) {
                environments.put(warm, State.LEASED);
                return new Lease.Ready(warm);
            }
            waiting.addLast(mine);
            starts = missing();
            queuedStarts += starts;
        } finally {
            lock.unlock();
        }
        start(starts);
        try {
            return mine.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Starts an environment unless an invocation has done so. */
    void startAhead() {
        lock.lock();
        try {
            if (closed || !environments.isEmpty() || queuedStarts > 0) {
                return;
            }
            ahead = 1;
            queuedStarts++;
        } finally {
            lock.unlock();
        }
        start(1);
    }

    /**
     * Replaces the function. Environments of the old one end after their invocation, at once where they have none;
     * invocations that wait get new ones. One of a debugged function starts when the old one has left the debugger's
     * port.
     */
    void update(FunctionSpec replacement) {
        List<ExecutionEnvironment> unused = new ArrayList<>();
        int starts;
        lock.lock();
        try {
            function = replacement;
            idle.clear();
            environments.replaceAll((environment, state) -> {
                if (state == State.IDLE || state == State.STARTING) {
                    unused.add(environment);
                }
                return State.ENDING;
            });
            if (function.isDebugged()) {
                ahead = 1;
            }
            starts = closed ? 0 : missing();
            queuedStarts += starts;
        } finally {
            lock.unlock();
        }
        start(starts);
        unused.forEach(ExecutionEnvironment::kill);
    }

    /** The runtime asks for work: after its init, and after each invocation. */
    void idle(ExecutionEnvironment environment) {
        lock.lock();
        try {
            State state = environments.get(environment);
            if (!closed && state != null && state != State.ENDING) {
                offer(environment);
                return;
            }
        } finally {
            lock.unlock();
        }
        environment.kill();
    }

    /** The environment has answered, and will ask for work at once. */
    void responded(ExecutionEnvironment environment) {
        lock.lock();
        try {
            boolean last = environment.served() >= maxInvocations;
            environments.computeIfPresent(
                    environment, (_, state) -> last || state == State.ENDING ? State.ENDING : State.RETURNING);
        } finally {
            lock.unlock();
        }
    }

    /** The process has ended. */
    void gone(ExecutionEnvironment environment) {
        starter.release(environment);
        int starts;
        lock.lock();
        try {
            State last = environments.remove(environment);
            idle.remove(environment);
            if (last == State.STARTING
                    && environment.init().getNow(null) instanceof ExecutionEnvironment.Init.Failed f) {
                CompletableFuture<Lease> waiter = waiting.pollFirst();
                if (waiter != null) {
                    waiter.complete(new Lease.InitFailed(f));
                }
            }
            starts = closed ? 0 : missing();
            queuedStarts += starts;
        } finally {
            lock.unlock();
        }
        start(starts);
    }

    /** Stops what was idle for longer. */
    void expire(Duration idleExpiry) {
        List<ExecutionEnvironment> expired = new ArrayList<>();
        lock.lock();
        try {
            for (ExecutionEnvironment environment : List.copyOf(idle)) {
                if (environment.idleFor().compareTo(idleExpiry) >= 0) {
                    idle.remove(environment);
                    environments.put(environment, State.LEASED);
                    expired.add(environment);
                }
            }
        } finally {
            lock.unlock();
        }
        expired.forEach(ExecutionEnvironment::kill);
    }

    List<ExecutionEnvironment> environments() {
        lock.lock();
        try {
            return List.copyOf(environments.keySet());
        } finally {
            lock.unlock();
        }
    }

    void close() {
        List<CompletableFuture<Lease>> stranded;
        lock.lock();
        try {
            closed = true;
            stranded = List.copyOf(waiting);
            waiting.clear();
        } finally {
            lock.unlock();
        }
        stranded.forEach(waiter ->
                waiter.completeExceptionally(new IllegalStateException(name + ": the Lambda service is closed")));
        environments().forEach(ExecutionEnvironment::kill);
    }

    /** Environments to start so that everyone who waits is served. Called with the lock held. */
    private int missing() {
        if (function.isDebugged() && environments.containsValue(State.ENDING)) {
            return 0;
        }
        long coming = environments.values().stream()
                .filter(state -> state == State.STARTING || state == State.RETURNING)
                .count();
        return (int) Math.max(0, waiting.size() + ahead - coming - queuedStarts);
    }

    /** Called with the lock held. */
    private void offer(ExecutionEnvironment environment) {
        CompletableFuture<Lease> waiter = waiting.pollFirst();
        if (waiter == null) {
            environments.put(environment, State.IDLE);
            idle.addFirst(environment);
        } else {
            environments.put(environment, State.LEASED);
            waiter.complete(new Lease.Ready(environment));
        }
    }

    private void start(int count) {
        for (int i = 0; i < count; i++) {
            Thread.ofVirtual().name("start-" + name).start(this::startOne);
        }
    }

    private void startOne() {
        startPermits.acquireUninterruptibly();
        ExecutionEnvironment environment = null;
        try {
            environment = createIfStillMissing();
            if (environment != null) {
                starter.start(environment);
                if (isEnding(environment)) {
                    environment.kill();
                }
                var _ = environment.init().join();
            }
        } catch (RuntimeException e) {
            failOne(environment, e);
        } finally {
            startPermits.release();
        }
    }

    private boolean isEnding(ExecutionEnvironment environment) {
        lock.lock();
        try {
            return environments.get(environment) == State.ENDING;
        } finally {
            lock.unlock();
        }
    }

    /** While a start stood in line a busy environment may have become free; then null. */
    private @Nullable ExecutionEnvironment createIfStillMissing() {
        lock.lock();
        try {
            queuedStarts--;
            if (closed || missing() == 0) {
                return null;
            }
            ExecutionEnvironment environment = starter.create(function, this);
            environments.put(environment, State.STARTING);
            ahead = 0;
            return environment;
        } finally {
            lock.unlock();
        }
    }

    /** @param failed null where not even that could be made */
    private void failOne(@Nullable ExecutionEnvironment failed, RuntimeException e) {
        CompletableFuture<Lease> waiter;
        lock.lock();
        try {
            environments.keySet().remove(failed);
            waiter = waiting.pollFirst();
        } finally {
            lock.unlock();
        }
        if (waiter != null) {
            waiter.completeExceptionally(e);
        }
    }
}
