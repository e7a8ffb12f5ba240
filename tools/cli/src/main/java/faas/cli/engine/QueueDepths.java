package faas.cli.engine;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * How many messages are in queues at a time, those included that are being worked on or delayed. SQS counts
 * approximately while messages come and go, and right when nobody has sent any for a minute.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html">GetQueueAttributes</a>
 */
public final class QueueDepths {

    private static final List<QueueAttributeName> COUNTS = List.of(
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);

    private final Map<String, Long> depths;

    private QueueDepths(Map<String, Long> depths) {
        this.depths = depths;
    }

    /** Those of the queues in which dead letters of the given ones are. */
    public static QueueDepths read(SqsClient sqs, List<Declaration.Queue> queues) {
        return new QueueDepths(queues.stream()
                .flatMap(queue -> queue.deadLetters().stream())
                .distinct()
                .collect(Collectors.toMap(name -> name, name -> depth(sqs, name))));
    }

    private static long depth(SqsClient sqs, String name) {
        var url = sqs.getQueueUrl(get -> get.queueName(name)).queueUrl();
        var counts = sqs.getQueueAttributes(get -> get.queueUrl(url).attributeNames(COUNTS))
                .attributes();
        return COUNTS.stream()
                .mapToLong(count -> Long.parseLong(counts.getOrDefault(count, "0")))
                .sum();
    }

    /**
     * Messages in that queue.
     *
     * @throws IllegalArgumentException if it takes nobody's dead letters
     */
    public long of(String queue) {
        var depth = depths.get(queue);
        if (depth == null) {
            throw new IllegalArgumentException(
                    "queue " + queue + " takes no dead letters; those that do: " + depths.keySet());
        }
        return depth;
    }
}
