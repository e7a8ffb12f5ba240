package faas.infra.policy;

import java.time.Duration;
import java.util.function.UnaryOperator;

/** The metadata of a function that reads a table's stream. */
public record StreamFunctionPolicy(
        ComputePolicy compute,
        StreamPosition startingPosition,
        BatchPolicy batch,
        StreamRetryPolicy retry,
        ScalingPolicy scaling) {
    /**
     * For a function that relays a table's changes to a topic. Its records are retried for 6 h, since of a record that
     * is given up only its position is kept. A function that fails at a record blocks the shard for that time; the
     * stream's alarm reports it, and 18 h are left to read the record from the stream.
     */
    public static StreamFunctionPolicy relay() {
        return new StreamFunctionPolicy(
                ComputePolicy.standard(),
                StreamPosition.TRIM_HORIZON,
                BatchPolicy.of(100, Duration.ZERO),
                StreamRetryPolicy.of(StreamRetryPolicy.MOST_ATTEMPTS, Duration.ofHours(6)),
                ScalingPolicy.UNLIMITED);
    }

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
