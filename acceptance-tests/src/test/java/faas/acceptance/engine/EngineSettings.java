package faas.acceptance.engine;

import java.time.Duration;

/**
 * How an engine treats execution environments.
 *
 * @param idleExpiry after how long without an invocation one goes
 * @param freshEnvironments whether every invocation gets one of its own
 * @param accountConcurrency invocations at one time in all functions
 */
public record EngineSettings(Duration idleExpiry, boolean freshEnvironments, int accountConcurrency) {

    /** As in the demo. */
    public static final EngineSettings STANDARD = new EngineSettings(Duration.ofMinutes(10), false, 20);

    public EngineSettings withIdleExpiry(Duration expiry) {
        return new EngineSettings(expiry, freshEnvironments, accountConcurrency);
    }

    public EngineSettings withFreshEnvironments() {
        return new EngineSettings(idleExpiry, true, accountConcurrency);
    }

    public EngineSettings withAccountConcurrency(int concurrency) {
        return new EngineSettings(idleExpiry, freshEnvironments, concurrency);
    }
}
