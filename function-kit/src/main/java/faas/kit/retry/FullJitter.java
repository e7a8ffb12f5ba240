package faas.kit.retry;

import faas.kit.invocation.TimeGuard;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Pauses between attempts, each of a random length between zero and a bound that doubles with every attempt: full jitter
 * (<a href="https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/">Timeouts, retries, and backoff
 * with jitter</a>).
 */
public final class FullJitter {
    private final Duration base;
    private final Duration cap;
    private final DoubleSupplier random;
    private final Sleeper sleeper;

    /** How a pause is made. */
    @FunctionalInterface
    public interface Sleeper {
        void sleep(Duration pause) throws InterruptedException;
    }

    /**
     * @param base bound of the first pause, above zero
     * @param cap bound that no pause exceeds, at least {@code base}
     * @param random numbers from 0 to 1, 1 excluded
     * @param sleeper makes the pause
     */
    public FullJitter(Duration base, Duration cap, DoubleSupplier random, Sleeper sleeper) {
        if (!base.isPositive() || cap.compareTo(base) < 0) {
            throw new IllegalArgumentException(
                    "full jitter: base is " + base + " and cap " + cap + ", expected 0 < base <= cap");
        }
        this.base = base;
        this.cap = cap;
        this.random = random;
        this.sleeper = sleeper;
    }

    /**
     * With the system's randomness and sleep. Its generator is made when a pause is needed: one made earlier would be part of
     * a SnapStart snapshot and give the same numbers in every environment restored from it
     * (<a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-uniqueness.html">Handling uniqueness</a>).
     */
    public static FullJitter ofSystem(Duration base, Duration cap) {
        return new FullJitter(base, cap, () -> new SecureRandom().nextDouble(), Thread::sleep);
    }

    /**
     * Pauses before another attempt, unless the invocation's time would be over by then.
     *
     * @param failedAttempts attempts made so far, at least 1
     * @return whether another attempt may be made; false also when the thread was interrupted
     */
    public boolean pause(int failedAttempts, TimeGuard guard) {
        Duration pause = length(failedAttempts);
        if (guard.left().compareTo(pause) <= 0) {
            return false;
        }
        try {
            sleeper.sleep(pause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
        return guard.allowsMore();
    }

    private Duration length(int failedAttempts) {
        if (failedAttempts < 1) {
            throw new IllegalArgumentException("full jitter: failed attempts is " + failedAttempts + ", expected >= 1");
        }
        // 2^30 times the smallest base is beyond any cap; a larger shift would overflow.
        long doublings = 1L << Math.min(failedAttempts - 1, 30);
        double bound = Math.min((double) cap.toMillis(), (double) base.toMillis() * doublings);
        return Duration.ofMillis((long) (bound * random.getAsDouble()));
    }
}
