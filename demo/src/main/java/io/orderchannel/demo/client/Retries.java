package io.orderchannel.demo.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;

/**
 * How often a request is tried and how long to wait in between: full jitter, which spreads callers that failed together
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 *
 * @param tries at least 1
 * @param triesWhileInactive at least as many: where the function's version is not active yet
 * @param first the upper bound of the first wait; doubles with every try
 * @param most what no wait exceeds
 * @param random given a bound in milliseconds, a number in 0 (inclusive) to bound (exclusive)
 */
public record Retries(int tries, int triesWhileInactive, Duration first, Duration most, LongUnaryOperator random) {

    public Retries {
        if (tries < 1 || triesWhileInactive < tries) {
            throw new IllegalArgumentException("tries: " + tries + " and " + triesWhileInactive
                    + " while inactive, expected at least 1 and at least as many");
        }
    }

    /**
     * About a minute: an engine that has no more processes for its functions answers 429 until some are free again.
     * About three minutes for a SnapStart version that was not invoked for 14 days, which is inactive until it has a new
     * snapshot (https://docs.aws.amazon.com/lambda/latest/dg/snapstart-troubleshooting.html).
     */
    public static Retries standard() {
        return new Retries(
                45,
                125,
                Duration.ofMillis(100),
                Duration.ofSeconds(3),
                bound -> ThreadLocalRandom.current().nextLong(bound));
    }

    /** @param failures how many tries have failed, at least 1 */
    Duration waitAfter(int failures) {
        long bound = Math.min(most.toMillis(), first.toMillis() << Math.min(failures - 1, 20));
        return Duration.ofMillis(random.applyAsLong(bound + 1));
    }
}
