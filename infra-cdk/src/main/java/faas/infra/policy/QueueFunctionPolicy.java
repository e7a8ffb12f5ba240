package faas.infra.policy;

import java.time.Duration;
import java.util.function.UnaryOperator;

/** The metadata of a function that a queue feeds. What order the queue keeps, its topic decides. */
public record QueueFunctionPolicy(
        ComputePolicy compute, BatchPolicy batch, QueueRetryPolicy retry, ScalingPolicy scaling) {
    /**
     * For work that takes seconds at most: 10 s, and five tries 70 s apart, which covers six time-outs and a window of
     * up to 10 s.
     */
    public static QueueFunctionPolicy standard(BatchPolicy batch) {
        return new QueueFunctionPolicy(
                ComputePolicy.generous(),
                batch,
                QueueRetryPolicy.of(Duration.ofSeconds(70), DeadLetterPolicy.after(5)),
                // The least there is: on a laptop each of them is a JVM.
                ScalingPolicy.atMost(2));
    }

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
