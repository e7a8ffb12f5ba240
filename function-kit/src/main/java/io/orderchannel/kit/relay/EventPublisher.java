package io.orderchannel.kit.relay;

import java.util.List;

/** Publishes events to the topic of a bounded context. */
@FunctionalInterface
public interface EventPublisher {
    /**
     * Publishes a batch.
     *
     * @param batch 1 to {@value PublishBatches#MOST_ENTRIES} events of together at most {@value PublishBatches#MOST_BYTES}
     *     bytes, unless it is a single event
     * @return the events that were not published; empty if all were. Whatever it throws means that none was
     */
    List<NotPublished> publish(List<OutgoingEvent> batch);

    /**
     * Whether the topic keeps the order of an aggregate's events. Then none is published after one of the same aggregate that
     * may be taken later: {@link #publish} reports them too, and its caller leaves them out of later batches. One that is refused
     * for good stops none.
     */
    default boolean ordered() {
        return false;
    }
}
