package io.orderchannel.infra.policy;

import java.util.function.UnaryOperator;

/**
 * The metadata of a consumer group that is no function: its queue is polled by whoever finds it worth a start.
 *
 * @param retry its visibility time-out must cover the work on one received batch
 */
public record SubscribedQueuePolicy(QueueRetryPolicy retry) {
    public SubscribedQueuePolicy withRetry(UnaryOperator<QueueRetryPolicy> change) {
        return new SubscribedQueuePolicy(change.apply(retry));
    }
}
