package faas.infra.policy;

/**
 * What order a topic and the queues behind it keep.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-fifo-topics.html">FIFO topics</a>
 */
public enum QueueType {
    /** None, and any number of messages at once. */
    STANDARD,
    /** That of a message group, whose messages wait for one another. Its name ends with {@code .fifo}. */
    FIFO;

    /** The physical name of a topic or queue of this type. */
    public String physicalName(String name) {
        return this == FIFO ? name + ".fifo" : name;
    }
}
