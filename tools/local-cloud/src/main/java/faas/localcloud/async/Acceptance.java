package faas.localcloud.async;

/** What the caller of an asynchronous invocation is told. */
public sealed interface Acceptance {
    /** The event is on the queue: HTTP status 202. */
    record Accepted(String requestId) implements Acceptance {}

    /** HTTP 404 {@code ResourceNotFoundException}. */
    record NotFound() implements Acceptance {}

    /** The payload exceeds 1 MB: HTTP 413 {@code RequestTooLargeException}. */
    record TooLarge(String message) implements Acceptance {}

    /** The payload is no JSON: HTTP 400 {@code InvalidRequestContentException}. */
    record NotJson(String message) implements Acceptance {}
}
