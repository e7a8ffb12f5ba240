package faas.kit.invocation;

import faas.kit.log.Log;
import faas.kit.metrics.Metrics;
import faas.kit.time.TimeLeft;

/**
 * One invocation of a function: what its handler works with besides its input. Closing it writes the metrics.
 *
 * @param function physical name of the function
 * @param requestId Lambda's id of it, the same when Lambda retries it
 * @param start {@code warm}, or how Lambda initialized the environment: {@code on-demand}, {@code snap-start}, …
 */
public record Invocation(String function, String requestId, String start, TimeLeft time, Log log, Metrics metrics)
        implements AutoCloseable {
    @Override
    public void close() {
        metrics.flush();
    }
}
