package faas.localcloud.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that a test moves. For use by one thread. */
final class ManualTimer implements Timer {
    private record Task(Instant time, Runnable run) {}

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparing(Task::time));
    private Instant now;

    ManualTimer(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public void at(Instant time, Runnable task) {
        tasks.add(new Task(time, task));
    }

    /** Moves the clock, stopping at each time at which something is to be done. */
    void advance(Duration duration) {
        Instant end = now.plus(duration);
        while (!tasks.isEmpty() && !tasks.element().time().isAfter(end)) {
            Task task = tasks.remove();
            now = task.time();
            task.run().run();
        }
        now = end;
    }

    /** Moves the clock in one leap, as for a machine that slept: what was to be done meanwhile is done late. */
    void sleep(Duration duration) {
        now = now.plus(duration);
        while (!tasks.isEmpty() && !tasks.element().time().isAfter(now)) {
            tasks.remove().run().run();
        }
    }

    @Override
    public void close() {
        tasks.clear();
    }
}
