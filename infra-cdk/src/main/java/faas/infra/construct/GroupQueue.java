package faas.infra.construct;

import faas.infra.policy.ConsumerGroup;
import faas.infra.policy.DeadLetterPolicy;
import faas.infra.policy.QueueRetryPolicy;
import faas.infra.policy.Stage;
import java.time.Duration;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.sns.subscriptions.SqsSubscription;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/**
 * A consumer group's queue, subscribed to its topic, of which it takes the type. What the topic cannot deliver to it
 * waits in a queue of its own.
 */
record GroupQueue(WorkQueue work, DeadLetterQueue undelivered) {
    /**
     * @param group the construct of the group, whose id names the queues and outputs
     * @param oldestMessageAge beyond which the queue's alarm goes off
     */
    static GroupQueue subscribe(
            Construct group,
            Stage stage,
            EventTopic topic,
            ConsumerGroup filter,
            QueueRetryPolicy retry,
            Duration oldestMessageAge) {
        String id = group.getNode().getId();
        WorkQueue work = new WorkQueue(
                group, "Work", stage.physicalName(id), topic.type(), retry, oldestMessageAge, stage.removal());
        // https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
        DeadLetterQueue undelivered = new DeadLetterQueue(
                group,
                "Undelivered",
                stage.physicalName(id) + "-subscription-dlq",
                topic.type(),
                DeadLetterPolicy.LONGEST_RETENTION,
                stage.removal());
        // Raw delivery, so that a message's body is the event itself.
        topic.topic()
                .addSubscription(SqsSubscription.Builder.create(work.queue())
                        .rawMessageDelivery(true)
                        .filterPolicy(FilterPolicies.of(filter))
                        .deadLetterQueue(undelivered.queue())
                        .build());
        return new GroupQueue(work, undelivered);
    }

    /** After everything else that the construct declares. */
    void output(Construct group) {
        String id = group.getNode().getId();
        output(group, id + "QueueUrl", work.queue());
        output(group, id + "DeadLetterQueueUrl", work.deadLetterQueue());
        output(group, id + "SubscriptionDeadLetterQueueUrl", undelivered.queue());
    }

    private static void output(Construct group, String key, IQueue queue) {
        CfnOutput.Builder.create(Stack.of(group), key)
                .value(queue.getQueueUrl())
                .build();
    }
}
