package faas.infra.policy;

import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * The metadata of a consumer group that is no function: its queue is polled by whoever finds it worth a start.
 *
 * @param retry its visibility time-out must cover the work on one received batch
 * @param oldestMessageAge beyond which its alarm goes off: longer than messages wait on purpose, in whole seconds
 */
public record SubscribedQueuePolicy(QueueRetryPolicy retry, Duration oldestMessageAge) {
    public SubscribedQueuePolicy withRetry(UnaryOperator<QueueRetryPolicy> change) {
        return new SubscribedQueuePolicy(change.apply(retry), oldestMessageAge);
    }

    public SubscribedQueuePolicy withOldestMessageAge(Duration age) {
        return new SubscribedQueuePolicy(retry, age);
    }
}
