package faas.infra.policy;

import java.util.function.UnaryOperator;

/** The metadata of a function that is handed events asynchronously: by a caller, a schedule or a topic. */
public record AsyncFunctionPolicy(ComputePolicy compute, AsyncPolicy async, ScalingPolicy scaling) {
    public AsyncFunctionPolicy withCompute(UnaryOperator<ComputePolicy> change) {
        return new AsyncFunctionPolicy(change.apply(compute), async, scaling);
    }

    public AsyncFunctionPolicy withAsync(UnaryOperator<AsyncPolicy> change) {
        return new AsyncFunctionPolicy(compute, change.apply(async), scaling);
    }

    public AsyncFunctionPolicy withScaling(UnaryOperator<ScalingPolicy> change) {
        return new AsyncFunctionPolicy(compute, async, change.apply(scaling));
    }
}
