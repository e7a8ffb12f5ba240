package faas.infra.construct;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import faas.infra.policy.ConsumerGroup;
import faas.infra.policy.Permission;
import faas.infra.policy.PolicyException;
import faas.infra.policy.PolicyRules;
import faas.infra.policy.QueueFunctionPolicy;
import faas.infra.policy.QueueType;
import faas.infra.policy.Stage;
import java.util.List;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.lambda.EventSourceMapping;
import software.amazon.awscdk.services.lambda.MetricType;
import software.amazon.awscdk.services.lambda.MetricsConfig;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/**
 * A function service fed by events: topic, filtered subscription, queue, event-source mapping, function. The queue is
 * the consumer group's own, so a group that stands still delays no other.
 */
public final class QueueFunction extends Construct {
    /** What mappings measure: the events that they poll and hand over. */
    static final MetricsConfig METRICS =
            MetricsConfig.builder().metrics(List.of(MetricType.EVENT_COUNT)).build();

    public QueueFunction(
            Construct scope,
            String id,
            Stage stage,
            EventTopic topic,
            ConsumerGroup group,
            QueueFunctionPolicy policy,
            FunctionDeclaration<SQSEvent, SQSBatchResponse> declaration) {
        super(scope, id);
        PolicyException.throwIfAny(PolicyRules.ofQueueFunction(id, policy, group, topic.type()));

        GroupQueue queue = GroupQueue.subscribe(
                this, stage, topic, group, policy.retry(), stage.alarms().oldestMessageAge());
        ServiceFunction service = new ServiceFunction(
                this,
                "Service",
                stage,
                id,
                declaration,
                policy.compute(),
                policy.scaling(),
                List.of(mayConsume(queue.work())));
        AlarmRule.watchStandstill(
                service,
                map(policy, topic.type(), queue.work().queue(), service),
                queue.work()
                        .queue()
                        .metricApproximateNumberOfMessagesVisible(MetricOptions.builder()
                                .period(AlarmRule.FIVE_MINUTES)
                                .statistic("Minimum")
                                .build()));
        // A message that fails alone is no error of the function.
        AlarmRule.unlessRetried("Messages fail")
                .watch(
                        service,
                        "MessagesFailedAlarm",
                        service.functionName() + ": messages fail and are delivered again",
                        service.ownMetric("MessagesFailed", "Sum", AlarmRule.MINUTE),
                        0);
        queue.output(this);
    }

    /** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-permissions */
    private static Permission mayConsume(WorkQueue work) {
        return Permission.of(
                work.queue().getQueueArn(),
                "Lambda polls the queue with the function's role",
                "sqs:ReceiveMessage",
                "sqs:DeleteMessage",
                "sqs:GetQueueAttributes");
    }

    private EventSourceMapping map(QueueFunctionPolicy policy, QueueType type, IQueue queue, ServiceFunction service) {
        EventSourceMapping.Builder mapping = EventSourceMapping.Builder.create(this, "Mapping")
                .target(service.alias())
                .eventSourceArn(queue.getQueueArn())
                .batchSize(policy.batch().size())
                .reportBatchItemFailures(policy.batch().reportItemFailures());
        if (type == QueueType.STANDARD) {
            mapping.maxBatchingWindow(Durations.of(policy.batch().window()));
        }
        policy.scaling().maximumConcurrency().ifPresent(mapping::maxConcurrency);
        return mapping.metricsConfig(METRICS).build();
    }
}
