package faas.kit.relay;

import java.util.List;

/** Publishes events to the topic of a bounded context. */
@FunctionalInterface
public interface EventPublisher {
    /**
     * Publishes a batch.
     *
     * @param batch 1 to {@value PublishBatches#MOST_ENTRIES} events of together at most
     *     {@value PublishBatches#MOST_BYTES} bytes, unless it is a single event
     * @return the events that were not published; empty if all were. Whatever it throws means that none was
     */
    List<NotPublished> publish(List<OutgoingEvent> batch);

    /**
     * Whether the topic keeps the order of an aggregate's events. If an event may be published later, none of the same
     * aggregate is published after it: {@link #publish} reports those too, and its caller leaves them out of later
     * batches. An event that is refused for good does not stop the others.
     */
    default boolean ordered() {
        return false;
    }
}
