package faas.infra.policy;

import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * The metadata of a function that others call and wait for.
 *
 * @param clientTimeout how long a caller waits for the answer: longer than this function may take, or a call that
 *     succeeds late counts as failed, and shorter than the caller's own time-out, or the caller is killed as it waits
 */
public record RequestFunctionPolicy(ComputePolicy compute, Duration clientTimeout, ScalingPolicy scaling) {
    public RequestFunctionPolicy withCompute(UnaryOperator<ComputePolicy> change) {
        return new RequestFunctionPolicy(change.apply(compute), clientTimeout, scaling);
    }

    public RequestFunctionPolicy withClientTimeout(Duration clientTimeout) {
        return new RequestFunctionPolicy(compute, clientTimeout, scaling);
    }

    public RequestFunctionPolicy withScaling(UnaryOperator<ScalingPolicy> change) {
        return new RequestFunctionPolicy(compute, clientTimeout, change.apply(scaling));
    }
}
