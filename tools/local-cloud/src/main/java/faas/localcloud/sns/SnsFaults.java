package faas.localcloud.sns;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries from standard topics to queues that SNS allows but seldom makes: twice, late and out of order. Does
 * nothing until {@link #disturb} is called. Safe for use by several threads.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html">At least once</a>
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-create-topic.html">Best-effort ordering of standard
 *     topics</a>
 */
public final class SnsFaults {
    private @Nullable Random random;
    private double share;
    private Duration longest = Duration.ZERO;
    private long duplicated;
    private long late;
    private final AtomicInteger heldBack = new AtomicInteger();

    /**
     * Delivers a share of the messages twice, and holds a share back.
     *
     * @param share 0 to 1, of each
     * @param longest the longest time that a message is held back, at least a millisecond
     * @param seed the same seed gives the same sequence of decisions
     */
    public synchronized void disturb(double share, Duration longest, long seed) {
        this.share = share;
        this.longest = longest;
        this.random = new Random(seed);
    }

    /** Messages delivered twice so far. */
    public synchronized long duplicated() {
        return duplicated;
    }

    /** Deliveries held back so far. */
    public synchronized long late() {
        return late;
    }

    /** Deliveries held back at this moment. */
    public int heldBack() {
        return heldBack.get();
    }

    /** Makes every delivery of one message to one queue, now or later. */
    void deliver(Runnable delivery) {
        for (Duration after : waits()) {
            if (after.isZero()) {
                delivery.run();
            } else {
                heldBack.incrementAndGet();
                CompletableFuture.delayedExecutor(after.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(() -> {
                            delivery.run();
                            heldBack.decrementAndGet();
                        });
            }
        }
    }

    /** How long each delivery of a message is held back. */
    private synchronized List<Duration> waits() {
        if (random == null) {
            return List.of(Duration.ZERO);
        }
        Duration first = random.nextDouble() < share ? wait(random) : Duration.ZERO;
        if (random.nextDouble() >= share) {
            return List.of(first);
        }
        duplicated++;
        // A copy sent at once shares a batch with the first; a late copy meets the effect of the first.
        return List.of(first, random.nextBoolean() ? wait(random) : Duration.ZERO);
    }

    private Duration wait(Random random) {
        late++;
        return Duration.ofMillis(1 + random.nextLong(longest.toMillis()));
    }
}
