package faas.kit.invocation;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells whether an invocation has time for more work. It keeps a reserve of 1 s or a tenth of the time it began with,
 * whichever is longer, so that what is not started can still be handed back in order before Lambda kills the environment.
 */
public final class TimeGuard {
    private static final long LEAST_RESERVE_MILLIS = 1_000;

    private final LongSupplier remainingMillis;
    private final long reserveMillis;

    /**
     * Starts guarding.
     *
     * @param remainingMillis time until the invocation is killed, in milliseconds; of Lambda's context,
     *     {@code context::getRemainingTimeInMillis}
     */
    public TimeGuard(LongSupplier remainingMillis) {
        this.remainingMillis = remainingMillis;
        reserveMillis = Math.max(LEAST_RESERVE_MILLIS, remainingMillis.getAsLong() / 10);
    }

    /** Whether further work may be started. */
    public boolean allowsMore() {
        return remainingMillis.getAsLong() > reserveMillis;
    }

    /** Time left until no further work may be started; zero or less when it may not. */
    public Duration left() {
        return Duration.ofMillis(remainingMillis.getAsLong() - reserveMillis);
    }
}
