package faas.acceptance.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A consumer group that keeps every event of a topic from now on, as it was published. Not thread-safe. */
public final class TopicTap implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Aws aws;
    private final String queueUrl;
    private final String subscriptionArn;
    private final List<String> events = new ArrayList<>();

    private TopicTap(Aws aws, String topicArn) {
        this.aws = aws;
        this.queueUrl = aws.sqs()
                .createQueue(queue -> queue.queueName("tap-" + UUID.randomUUID()))
                .queueUrl();
        var queueArn = aws.sqs()
                .getQueueAttributes(get -> get.queueUrl(queueUrl).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .getOrDefault(QueueAttributeName.QUEUE_ARN, "");
        var policy = """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},
                "Action":"sqs:SendMessage","Resource":"%s","Condition":{"ArnEquals":{"aws:SourceArn":"%s"}}}]}""".formatted(queueArn, topicArn);
        aws.sqs()
                .setQueueAttributes(
                        set -> set.queueUrl(queueUrl).attributes(Map.of(QueueAttributeName.POLICY, policy)));
        this.subscriptionArn = aws.sns()
                .subscribe(subscribe -> subscribe
                        .topicArn(topicArn)
                        .protocol("sqs")
                        .endpoint(queueArn)
                        .returnSubscriptionArn(true)
                        .attributes(Map.of("RawMessageDelivery", "true")))
                .subscriptionArn();
    }

    /** Listens to the topic whose ARN is that stack output. */
    public static TopicTap on(DeployedSystem system, String topicOutput) {
        return new TopicTap(system.aws(), system.output(topicOutput));
    }

    /** The first event of that type about the order, waited for. */
    public String await(String orderId, String type, Duration atMost) {
        return Awaitility.await()
                .atMost(atMost)
                .until(
                        () -> eventsOf(orderId).stream()
                                .filter(event ->
                                        parse(event).path("type").asText().equals(type))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Every event about the order so far, in the order of arrival; one that was published twice is there twice. */
    public List<String> eventsOf(String orderId) {
        drain();
        return events.stream()
                .filter(event -> parse(event).path("subject").asText().equals(orderId))
                .toList();
    }

    /** Every order that an event was about so far. */
    public List<String> orderIds() {
        drain();
        return events.stream()
                .map(event -> parse(event).path("subject").asText())
                .distinct()
                .toList();
    }

    /** The ids of the events about the order so far, each once. */
    public List<String> eventIdsOf(String orderId) {
        return eventsOf(orderId).stream()
                .map(event -> parse(event).path("id").asText())
                .distinct()
                .toList();
    }

    /** The types of the events about the order so far, one for each id. */
    public List<String> eventTypesOf(String orderId) {
        var types = new LinkedHashMap<String, String>();
        eventsOf(orderId).stream()
                .map(TopicTap::parse)
                .forEach(event ->
                        types.put(event.path("id").asText(), event.path("type").asText()));
        return List.copyOf(types.values());
    }

    private void drain() {
        while (true) {
            var messages = aws.sqs()
                    .receiveMessage(receive -> receive.queueUrl(queueUrl).maxNumberOfMessages(10))
                    .messages();
            if (messages.isEmpty()) {
                return;
            }
            for (var message : messages) {
                events.add(message.body());
                aws.sqs().deleteMessage(delete -> delete.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
            }
        }
    }

    private static JsonNode parse(String event) {
        try {
            return JSON.readTree(event);
        } catch (IOException e) {
            throw new UncheckedIOException(event, e);
        }
    }

    @Override
    public void close() {
        aws.sns().unsubscribe(unsubscribe -> unsubscribe.subscriptionArn(subscriptionArn));
        aws.sqs().deleteQueue(delete -> delete.queueUrl(queueUrl));
    }
}
