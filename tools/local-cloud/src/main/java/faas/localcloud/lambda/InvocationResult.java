package faas.localcloud.lambda;

/** How a synchronous invocation ended. */
public sealed interface InvocationResult {

    /**
     * The handler returned.
     *
     * @param executedVersion for {@code X-Amz-Executed-Version}
     * @param logTail last 4 KiB of this invocation's log, for {@code X-Amz-Log-Result}
     */
    record Success(String requestId, String executedVersion, String payload, String logTail)
            implements InvocationResult {}

    /**
     * The invocation was accepted and the function failed: HTTP status 200 with
     * {@code X-Amz-Function-Error: Unhandled}.
     *
     * @param payload AWS's error document: {@code errorMessage}, {@code errorType}, {@code stackTrace}
     */
    record FunctionError(String requestId, String executedVersion, FailureKind kind, String payload, String logTail)
            implements InvocationResult {}

    /** No concurrency left: HTTP 429 {@code TooManyRequestsException}; {@code reason} as AWS spells it. */
    record Throttled(String reason, String message) implements InvocationResult {

        /**
         * What goes wrong in the engine itself, where a trigger invokes: Lambda's own errors are tried again like a
         * throttle.
         */
        public static Throttled bySystemError(RuntimeException e) {
            return new Throttled("ServiceException", String.valueOf(e.getMessage()));
        }
    }

    /** HTTP 404 {@code ResourceNotFoundException}. */
    record NotFound() implements InvocationResult {}

    /** The payload exceeds 6 MB: HTTP 413 {@code RequestTooLargeException}. */
    record TooLarge(String message) implements InvocationResult {}

    enum FailureKind {
        /** The handler threw. */
        HANDLER,
        /** It ran past its time-out and was killed. */
        TIMEOUT,
        /** The process ended before it answered. */
        EXIT,
        /** The handler's class could not be loaded or constructed. */
        INIT,
        /** The response exceeds 6 MB. */
        RESPONSE_TOO_LARGE,
        /** The handler succeeded and a fault that a test asked for lost its response. */
        RESPONSE_LOST
    }
}
