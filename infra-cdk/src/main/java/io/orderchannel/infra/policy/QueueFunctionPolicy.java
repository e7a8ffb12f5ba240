package io.orderchannel.infra.policy;

import java.util.function.UnaryOperator;

/** The metadata of a function that a queue feeds. */
public record QueueFunctionPolicy(
        ComputePolicy compute, QueueType queueType, BatchPolicy batch, QueueRetryPolicy retry, ScalingPolicy scaling) {
    public QueueFunctionPolicy withCompute(UnaryOperator<ComputePolicy> change) {
        return new QueueFunctionPolicy(change.apply(compute), queueType, batch, retry, scaling);
    }

    public QueueFunctionPolicy withQueueType(QueueType queueType) {
        return new QueueFunctionPolicy(compute, queueType, batch, retry, scaling);
    }

    public QueueFunctionPolicy withBatch(UnaryOperator<BatchPolicy> change) {
        return new QueueFunctionPolicy(compute, queueType, change.apply(batch), retry, scaling);
    }

    public QueueFunctionPolicy withRetry(UnaryOperator<QueueRetryPolicy> change) {
        return new QueueFunctionPolicy(compute, queueType, batch, change.apply(retry), scaling);
    }

    public QueueFunctionPolicy withScaling(UnaryOperator<ScalingPolicy> change) {
        return new QueueFunctionPolicy(compute, queueType, batch, retry, change.apply(scaling));
    }
}
