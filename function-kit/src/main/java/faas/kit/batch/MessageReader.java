package faas.kit.batch;

import faas.kit.log.Correlation;

/** Makes a message's body into what a function works with. */
public interface MessageReader<T> {
    /**
     * The content of a body. Anything that it throws fails this message alone.
     *
     * @throws NotTakenException if it is an event that this consumer does not take
     */
    T read(String body);

    /** The event's type by its wire name; the duration of the work on the message is measured by it. */
    String eventType(T content);

    /** What ties the log lines of that message together. */
    Correlation correlation(T content);
}
