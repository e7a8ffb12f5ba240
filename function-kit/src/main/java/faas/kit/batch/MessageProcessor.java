package faas.kit.batch;

/** Work on one message. */
@FunctionalInterface
public interface MessageProcessor<T> {
    /**
     * Stores the message's effect. Returning acknowledges the message; anything that it throws fails this message
     * alone.
     *
     * @throws NotTakenException if it is an event that this consumer does not take
     */
    void process(Message<T> message);
}
