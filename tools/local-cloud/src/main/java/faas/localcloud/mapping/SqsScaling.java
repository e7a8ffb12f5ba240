package faas.localcloud.mapping;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalInt;

/**
 * How many batches of one queue may be processed at one time. A standard queue starts with five; while messages keep
 * waiting, up to 300 a minute are added, to 1,250 or the mapping's maximum concurrency. When the queue is empty it
 * begins anew. Safe for use by several threads.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html">Scaling behavior</a>
 */
final class SqsScaling {
    static final int START = 5;
    private static final int MAX = 1_250;
    private static final Duration STEP = Duration.ofMinutes(1).dividedBy(300);

    private final InstantSource clock;
    private int max;
    private int limit;
    private Instant waitingSince = Instant.MAX;
    private int running;

    /** @param available invocations that may run at one time in the account, which bounds how far it grows */
    SqsScaling(OptionalInt maximumConcurrency, int available, InstantSource clock) {
        this.clock = clock;
        change(maximumConcurrency, available);
    }

    /** Bounds it anew; batches under way go on. */
    synchronized void change(OptionalInt maximumConcurrency, int available) {
        max = Math.max(1, Math.min(maximumConcurrency.orElse(MAX), available));
        limit = Math.min(START, max);
        notifyAll();
    }

    /** Waits until one more batch may be processed. */
    synchronized void acquire() throws InterruptedException {
        while (running >= limit) {
            Instant now = clock.instant();
            if (waitingSince.isAfter(now)) {
                waitingSince = now;
            }
            while (limit < max && !waitingSince.plus(STEP).isAfter(now)) {
                limit++;
                waitingSince = waitingSince.plus(STEP);
            }
            if (running >= limit) {
                wait(limit < max ? STEP.toMillis() : 0);
            }
        }
        running++;
    }

    synchronized void release() {
        running--;
        waitingSince = Instant.MAX;
        notifyAll();
    }

    /** The queue was found empty. */
    synchronized void idle() {
        limit = Math.min(START, max);
    }

    synchronized int limit() {
        return limit;
    }
}
