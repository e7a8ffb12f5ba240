package faas.cli;

import java.time.Duration;

/**
 * How long a run on an engine waits without news.
 *
 * @param quiet before it takes what is left for work that only the clock moves on
 * @param end before what is left counts as not done
 */
public record Patience(Duration quiet, Duration end) {

    /** For an engine whose functions start in a second. */
    public static final Patience SHORT = new Patience(Duration.ofSeconds(8), Duration.ofMinutes(1));

    /** For an engine that starts a process for each invocation, so that each step takes seconds. */
    public static final Patience FRESH = new Patience(Duration.ofSeconds(40), Duration.ofMinutes(3));

    /**
     * For an engine that starts a container for each environment of a function: a synchronous call into a cold start
     * may time out, and the message that led to it comes again when it has been hidden for 90 s.
     */
    public static final Patience LONG = new Patience(Duration.ofSeconds(100), Duration.ofMinutes(5));
}
