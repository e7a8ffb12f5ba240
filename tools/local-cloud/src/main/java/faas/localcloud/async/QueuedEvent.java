package faas.localcloud.async;

import faas.localcloud.lambda.FunctionSpec;
import faas.localcloud.lambda.InvocationResult;
import faas.localcloud.lambda.InvocationSource;
import java.time.Instant;
import java.util.Optional;

/**
 * An event on its way to a function, with what has become of it so far.
 *
 * @param requestId the same at every retry
 * @param qualifier alias or version that was invoked
 * @param accepted when it was put on the queue, from which its age counts
 * @param invocations how often the function ran
 * @param refusals throttles and system errors since it ran last, or since it was accepted
 * @param lastError of the function, where it ran and failed
 */
record QueuedEvent(
        String requestId,
        String qualifier,
        String payload,
        InvocationSource source,
        Instant accepted,
        int invocations,
        int refusals,
        Optional<InvocationResult.FunctionError> lastError) {

    static QueuedEvent accepted(
            String requestId, String qualifier, String payload, InvocationSource source, Instant now) {
        return new QueuedEvent(requestId, qualifier, payload, source, now, 0, 0, Optional.empty());
    }

    QueuedEvent failed(InvocationResult.FunctionError error) {
        return new QueuedEvent(requestId, qualifier, payload, source, accepted, invocations + 1, 0, Optional.of(error));
    }

    QueuedEvent refused() {
        return new QueuedEvent(requestId, qualifier, payload, source, accepted, invocations, refusals + 1, lastError);
    }

    /** The function's name, with the alias or version that was invoked. */
    String functionOf(FunctionSpec function) {
        return qualifier.equals(FunctionSpec.LATEST)
                ? function.functionName()
                : function.functionName() + ":" + qualifier;
    }

    /** Only what is needed to find it in logs: a payload may hold personal data. */
    @Override
    public String toString() {
        return "event " + requestId;
    }
}
