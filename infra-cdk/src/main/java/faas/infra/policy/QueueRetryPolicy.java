package faas.infra.policy;

import java.time.Duration;
import java.util.Optional;

/**
 * When a message that was received and not deleted comes again, and when it stops coming.
 *
 * @param visibilityTimeout how long a received message stays hidden: the delay before each retry, at most 12 h
 * @param deadLetters where it goes in the end
 */
public record QueueRetryPolicy(Duration visibilityTimeout, Optional<DeadLetterPolicy> deadLetters) {
    public static QueueRetryPolicy of(Duration visibilityTimeout, DeadLetterPolicy deadLetters) {
        return new QueueRetryPolicy(visibilityTimeout, Optional.of(deadLetters));
    }

    public QueueRetryPolicy withVisibilityTimeout(Duration visibilityTimeout) {
        return new QueueRetryPolicy(visibilityTimeout, deadLetters);
    }

    public QueueRetryPolicy withDeadLetters(DeadLetterPolicy deadLetters) {
        return new QueueRetryPolicy(visibilityTimeout, Optional.of(deadLetters));
    }

    /** A queue that loses nothing has a dead-letter queue: what this makes does not synthesize. */
    public QueueRetryPolicy withoutDeadLetters() {
        return new QueueRetryPolicy(visibilityTimeout, Optional.empty());
    }
}
