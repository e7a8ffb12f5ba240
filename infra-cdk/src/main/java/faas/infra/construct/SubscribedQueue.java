package faas.infra.construct;

import faas.infra.policy.ConsumerGroup;
import faas.infra.policy.Permission;
import faas.infra.policy.PolicyException;
import faas.infra.policy.PolicyRules;
import faas.infra.policy.Stage;
import faas.infra.policy.SubscribedQueuePolicy;
import software.constructs.Construct;

/**
 * A consumer group that is no function: events gather in its queue, and whoever looks after it decides by the lag when
 * it is worth a start. Until then nothing runs and nothing is paid but the looking, where an event-source mapping would
 * start a function for the first message.
 */
public final class SubscribedQueue extends Construct {
    private final GroupQueue queue;

    public SubscribedQueue(
            Construct scope,
            String id,
            Stage stage,
            EventTopic topic,
            ConsumerGroup group,
            SubscribedQueuePolicy policy) {
        super(scope, id);
        PolicyException.throwIfAny(PolicyRules.ofSubscribedQueue(id, policy, group));
        queue = GroupQueue.subscribe(this, stage, topic, group, policy.retry(), policy.oldestMessageAge());
        queue.output(this);
    }

    public String queueUrl() {
        return queue.work().queue().getQueueUrl();
    }

    /** For who measures the lag. */
    public Permission mayMeasure(String reason) {
        return Permission.of(queue.work().queue().getQueueArn(), reason, "sqs:GetQueueAttributes");
    }

    /** For who works the queue off: it deletes what it has processed. */
    public Permission mayDrain(String reason) {
        return Permission.of(queue.work().queue().getQueueArn(), reason, "sqs:ReceiveMessage", "sqs:DeleteMessage");
    }
}
