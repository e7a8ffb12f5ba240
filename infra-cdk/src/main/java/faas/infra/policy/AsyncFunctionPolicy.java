package faas.infra.policy;

import java.util.function.UnaryOperator;

/** The metadata of a function that is handed events asynchronously: by a caller, a schedule or a topic. */
public record AsyncFunctionPolicy(ComputePolicy compute, AsyncPolicy async, ScalingPolicy scaling) {
    /**
     * For a function that a schedule starts. Its next time comes in any case, so a failed one is neither repeated nor
     * kept; its alarm tells of it.
     *
     * @param reason why a missed time does no harm
     */
    public static AsyncFunctionPolicy scheduled(String reason) {
        return new AsyncFunctionPolicy(ComputePolicy.standard(), AsyncPolicy.lossy(reason), ScalingPolicy.UNLIMITED);
    }

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
