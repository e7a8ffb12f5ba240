package faas.infra.construct;

import software.amazon.awscdk.Duration;

/** Policies speak the JDK's durations, CDK its own. */
final class Durations {
    private Durations() {}

    static Duration of(java.time.Duration duration) {
        return Duration.seconds(duration.toSeconds());
    }
}
