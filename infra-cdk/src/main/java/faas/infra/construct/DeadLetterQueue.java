package faas.infra.construct;

import faas.infra.policy.QueueType;
import java.time.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.sqs.IQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/** Where what could not be processed, delivered or relayed waits for people; anything in it raises an alarm. */
public final class DeadLetterQueue extends Construct {
    private final Queue queue;

    public DeadLetterQueue(
            Construct scope, String id, String queueName, QueueType type, Duration retention, RemovalPolicy removal) {
        super(scope, id);
        Queue.Builder builder = Queue.Builder.create(this, "Queue")
                .queueName(type.physicalName(queueName))
                .retentionPeriod(Durations.of(retention))
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .removalPolicy(removal);
        if (type == QueueType.FIFO) {
            builder.fifo(true);
        }
        queue = builder.build();
        Alarm.Builder.create(this, "NotEmptyAlarm")
                .alarmDescription(queueName + " is not empty")
                .metric(queue.metricApproximateNumberOfMessagesVisible(MetricOptions.builder()
                        .period(software.amazon.awscdk.Duration.minutes(1))
                        .statistic("Maximum")
                        .build()))
                .threshold(0)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
    }

    public IQueue queue() {
        return queue;
    }
}
