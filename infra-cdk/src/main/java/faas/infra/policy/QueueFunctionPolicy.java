package faas.infra.policy;

import java.util.function.UnaryOperator;

/** The metadata of a function that a queue feeds. What order the queue keeps, its topic decides. */
public record QueueFunctionPolicy(
        ComputePolicy compute, BatchPolicy batch, QueueRetryPolicy retry, ScalingPolicy scaling) {
    public QueueFunctionPolicy withCompute(UnaryOperator<ComputePolicy> change) {
        return new QueueFunctionPolicy(change.apply(compute), batch, retry, scaling);
    }

    public QueueFunctionPolicy withBatch(UnaryOperator<BatchPolicy> change) {
        return new QueueFunctionPolicy(compute, change.apply(batch), retry, scaling);
    }

    public QueueFunctionPolicy withRetry(UnaryOperator<QueueRetryPolicy> change) {
        return new QueueFunctionPolicy(compute, batch, change.apply(retry), scaling);
    }

    public QueueFunctionPolicy withScaling(UnaryOperator<ScalingPolicy> change) {
        return new QueueFunctionPolicy(compute, batch, retry, change.apply(scaling));
    }
}
