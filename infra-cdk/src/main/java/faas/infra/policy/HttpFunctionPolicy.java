package faas.infra.policy;

import java.util.function.UnaryOperator;

/** The metadata of a function that answers signed HTTP requests. */
public record HttpFunctionPolicy(ComputePolicy compute, ScalingPolicy scaling) {
    /** As many at a time as there are requests. */
    public static HttpFunctionPolicy of(ComputePolicy compute) {
        return new HttpFunctionPolicy(compute, ScalingPolicy.UNLIMITED);
    }

    public HttpFunctionPolicy withScaling(UnaryOperator<ScalingPolicy> change) {
        return new HttpFunctionPolicy(compute, change.apply(scaling));
    }
}
