package faas.infra.policy;

import java.time.Duration;

/**
 * When a message is given up, and how long it is then kept for people to look at.
 *
 * @param maxReceiveCount receives without success before the message moves to the dead-letter queue, 1 to 1,000; AWS
 *     advises at least 5, since a throttled invocation counts as a receive
 * @param retention how long the dead-letter queue keeps a message, at most 14 days; the time already spent in the
 *     source queue counts
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html">
 *     Dead-letter queues</a>
 */
public record DeadLetterPolicy(int maxReceiveCount, Duration retention) {
    /** What SQS keeps a message for at most. */
    public static final Duration LONGEST_RETENTION = Duration.ofDays(14);

    public static DeadLetterPolicy after(int maxReceiveCount) {
        return new DeadLetterPolicy(maxReceiveCount, LONGEST_RETENTION);
    }

    public DeadLetterPolicy withRetention(Duration retention) {
        return new DeadLetterPolicy(maxReceiveCount, retention);
    }
}
