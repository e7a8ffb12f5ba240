package faas.localcloud.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The machine's own time. */
final class SystemTimer implements Timer {
    private final ScheduledExecutorService threads = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("schedules").unstarted(task));

    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public void at(Instant time, Runnable task) {
        // One millisecond more: a wait that ends early would meet the same tick twice.
        long millis = Math.max(0, Duration.between(instant(), time).toMillis() + 1);
        var _ = threads.schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
