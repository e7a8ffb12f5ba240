package faas.infra.construct;

import faas.infra.policy.QueueType;
import java.time.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.sqs.IQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/** Where what could not be processed, delivered or relayed waits for people; anything in it raises an alarm. */
public final class DeadLetterQueue extends Construct {
    private final Queue queue;
    private final String physicalName;

    public DeadLetterQueue(
            Construct scope, String id, String queueName, QueueType type, Duration retention, RemovalPolicy removal) {
        super(scope, id);
        physicalName = type.physicalName(queueName);
        Queue.Builder builder = Queue.Builder.create(this, "Queue")
                .queueName(physicalName)
                .retentionPeriod(Durations.of(retention))
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .removalPolicy(removal);
        if (type == QueueType.FIFO) {
            builder.fifo(true);
        }
        queue = builder.build();
        AlarmRule.atOnce("Messages in a dead-letter or failure queue")
                .watch(
                        this,
                        "NotEmptyAlarm",
                        physicalName + " is not empty",
                        queue.metricApproximateNumberOfMessagesVisible(MetricOptions.builder()
                                .period(AlarmRule.MINUTE)
                                .statistic("Maximum")
                                .build()),
                        0);
    }

    /** Its deployed name. */
    public String physicalName() {
        return physicalName;
    }

    public IQueue queue() {
        return queue;
    }
}
