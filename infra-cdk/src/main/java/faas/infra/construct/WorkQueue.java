package faas.infra.construct;

import faas.infra.policy.DeadLetterPolicy;
import faas.infra.policy.QueueRetryPolicy;
import faas.infra.policy.QueueType;
import java.time.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.sqs.IQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/** A queue with its dead-letter queue, and an alarm on the age of its oldest message. */
public final class WorkQueue extends Construct {
    private final Queue queue;
    private final String physicalName;
    private final DeadLetterQueue deadLetterQueue;

    /** @throws java.util.NoSuchElementException without a dead-letter policy, which the policy rules refuse earlier */
    public WorkQueue(
            Construct scope,
            String id,
            String queueName,
            QueueType type,
            QueueRetryPolicy retry,
            Duration oldestMessageAge,
            RemovalPolicy removal) {
        super(scope, id);
        physicalName = type.physicalName(queueName);
        DeadLetterPolicy deadLetters = retry.deadLetters().orElseThrow();
        deadLetterQueue =
                new DeadLetterQueue(this, "DeadLetters", queueName + "-dlq", type, deadLetters.retention(), removal);
        Queue.Builder builder = Queue.Builder.create(this, "Queue")
                .queueName(physicalName)
                .visibilityTimeout(Durations.of(retry.visibilityTimeout()))
                // A consumer may stand still over a weekend and longer: SQS's own 4 days would lose its messages.
                .retentionPeriod(Durations.of(DeadLetterPolicy.LONGEST_RETENTION))
                .deadLetterQueue(software.amazon.awscdk.services.sqs.DeadLetterQueue.builder()
                        .queue(deadLetterQueue.queue())
                        .maxReceiveCount(deadLetters.maxReceiveCount())
                        .build())
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .removalPolicy(removal);
        if (type == QueueType.FIFO) {
            builder.fifo(true);
        }
        queue = builder.build();
        AlarmRule.atOnce("Messages wait in a queue")
                .watch(
                        this,
                        "OldestMessageAlarm",
                        physicalName + ": the oldest message waits for over " + oldestMessageAge.toSeconds() + " s",
                        queue.metricApproximateAgeOfOldestMessage(MetricOptions.builder()
                                .period(AlarmRule.MINUTE)
                                .statistic("Maximum")
                                .build()),
                        oldestMessageAge.toSeconds());
    }

    /** Its deployed name. */
    public String physicalName() {
        return physicalName;
    }

    public IQueue queue() {
        return queue;
    }

    public IQueue deadLetterQueue() {
        return deadLetterQueue.queue();
    }
}
