package faas.localcloud.lambda;

import java.util.Optional;

/**
 * What a runtime process may ask of the service, one method a path of the Runtime API.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
interface RuntimeEndpoint {

    /** Waits for the next invocation; empty when the environment is being stopped. */
    Optional<Invocation> next() throws InterruptedException;

    /** False if no such invocation is under way. */
    boolean response(String requestId, String payload);

    /** The response exceeds what Lambda takes. False if no such invocation is under way. */
    boolean responseTooLarge(String requestId, long bytes);

    /** False if no such invocation is under way. */
    boolean error(String requestId, String payload);

    void initError(String payload);

    /** With SnapStart a runtime asks here after its hooks ran; returns when it is restored. */
    void restoreNext() throws InterruptedException;

    void restoreError(String payload);
}
