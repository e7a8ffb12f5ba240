package io.orderchannel.acceptance.engine;

import java.time.Duration;

/**
 * How an engine treats execution environments.
 *
 * @param idleExpiry after how long without an invocation one goes
 * @param freshEnvironments whether every invocation gets one of its own
 */
public record EngineSettings(Duration idleExpiry, boolean freshEnvironments) {

    public static final EngineSettings STANDARD = new EngineSettings(Duration.ofMinutes(10), false);

    public EngineSettings withIdleExpiry(Duration expiry) {
        return new EngineSettings(expiry, freshEnvironments);
    }

    public EngineSettings withFreshEnvironments() {
        return new EngineSettings(idleExpiry, true);
    }
}
