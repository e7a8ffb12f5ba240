package faas.kit.time;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Tells how long work may go on in an invocation, and pauses between attempts. It keeps a reserve of 1 s or a tenth of
 * the time, whichever is longer, so that what is not started can be handed back before Lambda ends the invocation.
 */
public final class TimeLeft {
    private static final long LEAST_RESERVE_MILLIS = 1_000;

    private final LongSupplier remainingMillis;
    private final long reserveMillis;
    private final DoubleSupplier random;
    private final Predicate<Duration> sleep;

    /** @param remainingMillis time until Lambda ends the invocation; {@code context::getRemainingTimeInMillis} */
    public TimeLeft(LongSupplier remainingMillis) {
        // A generator that was made before a SnapStart snapshot, as that of the SDK's back-off, gives the same numbers
        // in every environment restored from it: https://docs.aws.amazon.com/lambda/latest/dg/snapstart-uniqueness.html
        this(remainingMillis, () -> new SecureRandom().nextDouble(), TimeLeft::sleep);
    }

    /**
     * @param random numbers from 0 to 1, 1 excluded
     * @param sleep makes a pause; false if the thread was interrupted
     */
    public TimeLeft(LongSupplier remainingMillis, DoubleSupplier random, Predicate<Duration> sleep) {
        this.remainingMillis = remainingMillis;
        this.reserveMillis = Math.max(LEAST_RESERVE_MILLIS, remainingMillis.getAsLong() / 10);
        this.random = random;
        this.sleep = sleep;
    }

    /** Whether further work may be started. */
    public boolean allowsMore() {
        return left().isPositive();
    }

    /** Time until no further work may be started; zero or less when none may. */
    public Duration left() {
        return Duration.ofMillis(remainingMillis.getAsLong() - reserveMillis);
    }

    /**
     * Pauses before another attempt for a random time between zero and a bound that doubles with every attempt (<a
     * href="https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/">full jitter</a>), unless
     * the time would be over by then.
     *
     * @param failedAttempts attempts made so far, at least 1
     * @param first bound of the first pause, above zero
     * @param most bound that no pause exceeds, at least {@code first}
     * @return whether another attempt may be made; false also when the thread was interrupted
     */
    public boolean pause(int failedAttempts, Duration first, Duration most) {
        if (failedAttempts < 1 || !first.isPositive() || most.compareTo(first) < 0) {
            throw new IllegalArgumentException("pause: failed attempts is " + failedAttempts + ", first " + first
                    + ", most " + most + ", expected >= 1 and 0 < first <= most");
        }
        // 2^30 times the smallest bound is beyond any other; a larger shift would overflow.
        long doublings = 1L << Math.min(failedAttempts - 1, 30);
        double bound = Math.min((double) most.toMillis(), (double) first.toMillis() * doublings);
        Duration pause = Duration.ofMillis((long) (bound * random.getAsDouble()));
        return left().compareTo(pause) > 0 && sleep.test(pause) && allowsMore();
    }

    private static boolean sleep(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
