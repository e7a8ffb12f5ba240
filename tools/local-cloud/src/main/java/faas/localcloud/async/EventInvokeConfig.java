package faas.localcloud.async;

import faas.localcloud.lambda.FunctionSpec;
import java.time.Duration;
import java.util.Optional;

/**
 * How the asynchronous invocations of one alias or version are handled.
 *
 * @param maximumRetryAttempts after function errors, 0 to 2
 * @param maximumEventAge an event that would be older when it is tried again is given up
 * @param onFailureArn queue that gets a record of each event given up; empty: such events are dropped
 * @param onSuccessArn queue that gets a record of each event that succeeded
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html">Bounds and
 *     defaults</a>
 */
public record EventInvokeConfig(
        int maximumRetryAttempts,
        Duration maximumEventAge,
        Optional<String> onFailureArn,
        Optional<String> onSuccessArn) {
    /** What holds where nothing is declared. */
    public static final EventInvokeConfig DEFAULT =
            new EventInvokeConfig(2, Duration.ofHours(6), Optional.empty(), Optional.empty());

    /** For a function that is debugged: events wait for as long as an invocation may take. */
    EventInvokeConfig debugged() {
        return new EventInvokeConfig(maximumRetryAttempts, FunctionSpec.DEBUGGED_TIMEOUT, onFailureArn, onSuccessArn);
    }

    public EventInvokeConfig {
        if (maximumRetryAttempts < 0 || maximumRetryAttempts > 2 || !maximumEventAge.isPositive()) {
            throw new IllegalArgumentException("retry attempts " + maximumRetryAttempts + ", event age "
                    + maximumEventAge + ": expected 0 to 2, and a positive age");
        }
    }
}
