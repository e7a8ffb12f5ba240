package faas.localcloud.lambda;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One event on its way through a runtime.
 *
 * @param functionArn as it was invoked: with an alias or version where the invoker named one
 * @param clientContext a JSON object; empty where the invoker gave none
 * @param deadline when the runtime is killed if it has not answered
 * @param outcome completed by whichever comes first
 */
record Invocation(
        String requestId,
        String functionArn,
        String payload,
        Instant deadline,
        String traceId,
        Optional<String> clientContext,
        CompletableFuture<Outcome> outcome) {

    /** What became of it in the process. */
    sealed interface Outcome {
        record Response(String payload) implements Outcome {}

        record HandlerError(String payload) implements Outcome {}

        record ResponseTooLarge(long bytes) implements Outcome {}

        record ProcessExit(int status) implements Outcome {}

        record TimedOut() implements Outcome {}
    }
}
