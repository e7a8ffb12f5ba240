package faas.localcloud.mapping;

import java.time.Duration;

/**
 * Waits between retries that double up to a longest.
 *
 * @param first before the first retry
 */
record Backoff(Duration first, Duration longest) {
    static final Backoff DEFAULT = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

    /** @param retry 1 for the first */
    Duration before(int retry) {
        Duration wait = first.multipliedBy(1L << Math.clamp(retry - 1, 0, 20));
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
