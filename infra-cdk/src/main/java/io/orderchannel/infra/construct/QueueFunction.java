package io.orderchannel.infra.construct;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.orderchannel.infra.policy.ConsumerGroup;
import io.orderchannel.infra.policy.DeadLetterPolicy;
import io.orderchannel.infra.policy.Permission;
import io.orderchannel.infra.policy.PolicyException;
import io.orderchannel.infra.policy.PolicyRules;
import io.orderchannel.infra.policy.QueueFunctionPolicy;
import io.orderchannel.infra.policy.QueueType;
import io.orderchannel.infra.policy.Stage;
import io.orderchannel.infra.policy.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.EventSourceMapping;
import software.amazon.awscdk.services.sns.StringConditions;
import software.amazon.awscdk.services.sns.SubscriptionFilter;
import software.amazon.awscdk.services.sns.subscriptions.SqsSubscription;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/**
 * A function service fed by events: topic, filtered subscription, queue, event-source mapping, function. The queue is
 * the consumer group's own, so a group that stands still delays no other.
 */
public final class QueueFunction extends Construct {
    public QueueFunction(
            Construct scope,
            String id,
            Stage stage,
            EventTopic topic,
            ConsumerGroup group,
            QueueFunctionPolicy policy,
            FunctionDeclaration<SQSEvent, SQSBatchResponse> declaration) {
        super(scope, id);
        List<Violation> violations = new ArrayList<>(PolicyRules.ofQueueFunction(id, policy));
        violations.addAll(PolicyRules.ofConsumerGroup(id, group, policy.queueType()));
        PolicyException.throwIfAny(violations);

        WorkQueue work = new WorkQueue(
                this,
                "Work",
                stage.physicalName(id),
                policy.queueType(),
                policy.retry(),
                stage.alarms().oldestMessageAge(),
                stage.removal());
        DeadLetterQueue undelivered = subscribe(id, stage, topic, group, policy.queueType(), work.queue());
        ServiceFunction service = new ServiceFunction(
                this, "Service", stage, id, declaration, policy.compute(), policy.scaling(), List.of(mayConsume(work)));
        map(policy, work.queue(), service);

        output(id + "QueueUrl", work.queue());
        output(id + "DeadLetterQueueUrl", work.deadLetterQueue());
        output(id + "SubscriptionDeadLetterQueueUrl", undelivered.queue());
    }

    /** Raw delivery, so that a message's body is the event itself. */
    private DeadLetterQueue subscribe(
            String id, Stage stage, EventTopic topic, ConsumerGroup group, QueueType type, IQueue queue) {
        DeadLetterQueue undelivered = new DeadLetterQueue(
                this,
                "Undelivered",
                stage.physicalName(id) + "-subscription-dlq",
                type == QueueType.FIFO,
                DeadLetterPolicy.LONGEST_RETENTION,
                stage.removal());
        topic.topic()
                .addSubscription(SqsSubscription.Builder.create(queue)
                        .rawMessageDelivery(true)
                        .filterPolicy(Map.of(
                                ConsumerGroup.TYPE_ATTRIBUTE,
                                SubscriptionFilter.stringFilter(StringConditions.builder()
                                        .allowlist(group.wireNames())
                                        .build())))
                        .deadLetterQueue(undelivered.queue())
                        .build());
        return undelivered;
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

    private void map(QueueFunctionPolicy policy, IQueue queue, ServiceFunction service) {
        EventSourceMapping.Builder mapping = EventSourceMapping.Builder.create(this, "Mapping")
                .target(service.alias())
                .eventSourceArn(queue.getQueueArn())
                .batchSize(policy.batch().size())
                .reportBatchItemFailures(policy.batch().reportItemFailures());
        if (policy.queueType() == QueueType.STANDARD) {
            mapping.maxBatchingWindow(Durations.of(policy.batch().window()));
        }
        policy.scaling().maximumConcurrency().ifPresent(mapping::maxConcurrency);
        mapping.build();
    }

    private void output(String key, IQueue queue) {
        CfnOutput.Builder.create(Stack.of(this), key).value(queue.getQueueUrl()).build();
    }
}
