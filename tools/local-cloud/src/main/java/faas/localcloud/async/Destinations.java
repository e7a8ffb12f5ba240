package faas.localcloud.async;

import java.io.IOException;

/** Where invocation records go. Called from several threads. */
@FunctionalInterface
public interface Destinations {
    /**
     * Puts the record on the queue.
     *
     * @return false if the queue does not take it, which a repeat would not change
     * @throws IOException if the queue is out of reach
     */
    boolean send(String queueArn, String invocationRecord) throws IOException;
}
