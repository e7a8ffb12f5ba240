package faas.localcloud.async;

import java.time.Duration;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/**
 * The events of one function. They are handed over side by side, but only so many at a time: the others wait here,
 * where they hold up no other function's. Safe for use by several threads.
 */
final class FunctionEvents {
    /** Sees one event through one attempt. */
    @FunctionalInterface
    interface Attempt {
        void run(QueuedEvent event) throws InterruptedException;
    }

    private record Waiting(QueuedEvent event, long dueNanos, long number) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            Waiting that = (Waiting) other;
            int byTime = Long.compare(dueNanos - that.dueNanos, 0);
            return byTime != 0 ? byTime : Long.compare(number, that.number);
        }
    }

    private final DelayQueue<Waiting> waiting = new DelayQueue<>();
    private final AtomicLong numbers = new AtomicLong();
    private final IntSupplier sideBySide;
    private int underWay;
    private final Attempt attempt;
    private final ExecutorService threads;

    /**
     * A queue without events.
     *
     * @param sideBySide events that may be under way at one time, at least one; asked again before each
     * @param threads one for each task; interrupted when the engine stops
     */
    FunctionEvents(IntSupplier sideBySide, Attempt attempt, ExecutorService threads) {
        this.sideBySide = sideBySide;
        this.attempt = attempt;
        this.threads = threads;
        threads.execute(this::dispatch);
    }

    void add(QueuedEvent event, Duration wait) {
        waiting.add(new Waiting(event, System.nanoTime() + wait.toNanos(), numbers.incrementAndGet()));
    }

    private void dispatch() {
        try {
            while (true) {
                awaitRoom();
                QueuedEvent event = waiting.take().event();
                threads.execute(() -> attempt(event));
            }
        } catch (InterruptedException | RejectedExecutionException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void awaitRoom() throws InterruptedException {
        while (underWay >= sideBySide.getAsInt()) {
            wait();
        }
        underWay++;
    }

    private synchronized void ended() {
        underWay--;
        notifyAll();
    }

    private void attempt(QueuedEvent event) {
        try {
            attempt.run(event);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            ended();
        }
    }
}
