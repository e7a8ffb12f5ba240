package faas.infra.construct;

import faas.infra.policy.QueueType;
import software.amazon.awscdk.services.kms.Alias;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.TracingConfig;
import software.constructs.Construct;

/**
 * The topic that a context's events are published to. It stores them encrypted with the account's own SNS key, whose
 * policy lets in whoever of the account may publish, and takes nothing that did not come over TLS. What it delivers is
 * in X-Ray, where the publisher's trace is sampled.
 *
 * <p>An ordered topic delivers the messages of a group one after another, in the order they were published. Its queues
 * and their dead-letter queues follow it; a function cannot hang on it directly.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html">Encryption at rest</a>
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-active-tracing.html">Active tracing</a>
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/fifo-topic-message-ordering.html">Order of FIFO topics</a>
 */
public final class EventTopic extends Construct {
    private final Topic topic;
    private final QueueType type;

    public EventTopic(Construct scope, String id, String topicName) {
        this(scope, id, topicName, QueueType.STANDARD);
    }

    private EventTopic(Construct scope, String id, String topicName, QueueType type) {
        super(scope, id);
        this.type = type;
        Topic.Builder builder = Topic.Builder.create(this, "Topic")
                .topicName(type.physicalName(topicName))
                .masterKey(Alias.fromAliasName(this, "Key", "alias/aws/sns"))
                .enforceSsl(true)
                .tracingConfig(TracingConfig.ACTIVE);
        if (type == QueueType.FIFO) {
            // Publishers name the deduplication id, an event's own: two events with one text are two events.
            builder.fifo(true).contentBasedDeduplication(false);
        }
        topic = builder.build();
    }

    /** A FIFO topic; {@code .fifo} is added to its name. It costs throughput: decide by what order is worth. */
    public static EventTopic ordered(Construct scope, String id, String topicName) {
        return new EventTopic(scope, id, topicName, QueueType.FIFO);
    }

    public ITopic topic() {
        return topic;
    }

    /** The type that queues behind this topic must have. */
    public QueueType type() {
        return type;
    }

    public String topicArn() {
        return topic.getTopicArn();
    }
}
