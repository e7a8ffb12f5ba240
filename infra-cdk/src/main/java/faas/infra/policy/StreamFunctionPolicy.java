package faas.infra.policy;

import java.util.function.UnaryOperator;

/** The metadata of a function that reads a table's stream. */
public record StreamFunctionPolicy(
        ComputePolicy compute,
        StreamPosition startingPosition,
        BatchPolicy batch,
        StreamRetryPolicy retry,
        ScalingPolicy scaling) {
    public StreamFunctionPolicy withCompute(UnaryOperator<ComputePolicy> change) {
        return new StreamFunctionPolicy(change.apply(compute), startingPosition, batch, retry, scaling);
    }

    public StreamFunctionPolicy withStartingPosition(StreamPosition startingPosition) {
        return new StreamFunctionPolicy(compute, startingPosition, batch, retry, scaling);
    }

    public StreamFunctionPolicy withBatch(UnaryOperator<BatchPolicy> change) {
        return new StreamFunctionPolicy(compute, startingPosition, change.apply(batch), retry, scaling);
    }

    public StreamFunctionPolicy withRetry(UnaryOperator<StreamRetryPolicy> change) {
        return new StreamFunctionPolicy(compute, startingPosition, batch, change.apply(retry), scaling);
    }

    public StreamFunctionPolicy withScaling(UnaryOperator<ScalingPolicy> change) {
        return new StreamFunctionPolicy(compute, startingPosition, batch, retry, change.apply(scaling));
    }
}
