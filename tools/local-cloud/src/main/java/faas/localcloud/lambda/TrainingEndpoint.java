package faas.localcloud.lambda;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The Runtime API of a training run: hands each event over once, and does not care for answers. */
final class TrainingEndpoint implements RuntimeEndpoint {
    private final FunctionSpec function;
    private final Deque<String> events;
    private final CountDownLatch done = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);

    TrainingEndpoint(FunctionSpec function, List<String> events) {
        this.function = function;
        this.events = new ArrayDeque<>(events);
    }

    /** Whether the runtime has had all events and asks for more, before its process ended. */
    boolean awaitDone(Process process, Duration limit) throws InterruptedException {
        Thread.ofVirtual().name("training-end").start(() -> awaitEnd(process));
        return done.await(limit.toMillis(), TimeUnit.MILLISECONDS) && process.isAlive();
    }

    private void awaitEnd(Process process) {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        done.countDown();
    }

    @Override
    public synchronized Optional<Invocation> next() throws InterruptedException {
        String event = events.pollFirst();
        if (event == null) {
            done.countDown();
            never.await();
            return Optional.empty();
        }
        return Optional.of(ExecutionEnvironment.invocation(function.qualifiedArn(), event, function.timeout()));
    }

    @Override
    public boolean response(String requestId, String payload) {
        return true;
    }

    @Override
    public boolean responseTooLarge(String requestId, long bytes) {
        return true;
    }

    @Override
    public boolean error(String requestId, String payload) {
        return true;
    }

    @Override
    public void initError(String payload) {
        // Its process ends by itself, which is what the trainer looks at.
    }

    @Override
    public void restoreNext() {
        // Restored at once: the snapshot is the cache, written at the end.
    }

    @Override
    public void restoreError(String payload) {
        // As for an error of the init phase.
    }
}
