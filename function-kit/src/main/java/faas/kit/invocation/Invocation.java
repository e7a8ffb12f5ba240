package faas.kit.invocation;

import faas.kit.log.Log;
import faas.kit.metrics.Metrics;

/**
 * One invocation of a function: what its handler works with besides its input. Closing it writes the metrics.
 *
 * @param function physical name of the function
 * @param requestId Lambda's id of it, the same when Lambda retries it
 * @param start whether its environment is new, and how it came to be
 * @param guard whether there is time for more work
 * @param log its structured log
 * @param metrics what it counts
 */
public record Invocation(String function, String requestId, StartKind start, TimeGuard guard, Log log, Metrics metrics)
        implements AutoCloseable {
    @Override
    public void close() {
        metrics.flush();
    }
}
