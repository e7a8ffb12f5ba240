package faas.localcloud.mapping;

import java.time.Duration;

/** Waits between retries, from 100 ms doubling up to 10 s. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private Backoff() {}

    /** @param retry 1 for the first */
    static Duration before(int retry) {
        Duration wait = FIRST.multipliedBy(1L << Math.clamp(retry - 1, 0, 20));
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }
}
