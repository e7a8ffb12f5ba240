package faas.kit.batch;

import java.util.List;

/** Work on all messages of a batch together. */
@FunctionalInterface
public interface BatchProcessor<T> {
    /**
     * Stores the messages' effects and says for each message what became of it. What it says nothing about has failed, so
     * that forgetting or an exception halfway acknowledges nothing that was not processed.
     */
    void process(List<Message<T>> messages, BatchResults results);
}
