package io.orderchannel.demo.follow;

import faas.events.EventCodec;
import faas.events.NotTakenException;
import faas.json.UnreadableJsonException;
import io.orderchannel.events.order.OrderEventFormat;
import io.orderchannel.events.order.OrderEventType;
import io.orderchannel.events.order.OrderSnapshot;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * A consumer group of its own on the topic of order events: a queue made for one run, subscribed with raw delivery,
 * polled, and deleted at the end. Hands on each change after an order's placing at least once, in no order; the
 * receiver is called from several threads.
 */
public final class StateFollower implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(StateFollower.class.getName());

    private static final String ALL_BUT_PLACED = Stream.of(OrderEventType.values())
            .filter(type -> type != OrderEventType.PLACED)
            .map(type -> "\"" + type.wireName() + "\"")
            .collect(Collectors.joining(",", "{\"type\":[", "]}"));

    private static final int POLLERS = 2;

    /**
     * Long enough to make idle polls rare, short enough to wait for the last one before the queue is deleted
     * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html).
     */
    private static final int LONG_POLL_SECONDS = 2;

    private final SqsClient sqs;
    private final SnsClient sns;
    private final Consumer<StateChange> receiver;
    private final EventCodec codec = new EventCodec(new OrderEventFormat());
    private final AtomicBoolean closing = new AtomicBoolean();
    private final String queueUrl;
    private final String subscriptionArn;
    private final List<Thread> pollers;

    /**
     * Makes the queue and the subscription and starts to poll; events published from then on are seen.
     *
     * @param runId part of the queue's name, so that runs on one engine do not share a queue
     */
    public StateFollower(SqsClient sqs, SnsClient sns, String topicArn, String runId, Consumer<StateChange> receiver) {
        this.sqs = sqs;
        this.sns = sns;
        this.receiver = receiver;
        this.queueUrl =
                sqs.createQueue(queue -> queue.queueName("follow-" + runId)).queueUrl();
        var queueArn = sqs.getQueueAttributes(
                        get -> get.queueUrl(queueUrl).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        sqs.setQueueAttributes(set -> set.queueUrl(queueUrl)
                .attributes(Map.of(QueueAttributeName.POLICY, onlyFrom(topicArn, String.valueOf(queueArn)))));
        this.subscriptionArn = sns.subscribe(subscribe -> subscribe
                        .topicArn(topicArn)
                        .protocol("sqs")
                        .endpoint(queueArn)
                        .returnSubscriptionArn(true)
                        .attributes(Map.of("RawMessageDelivery", "true", "FilterPolicy", ALL_BUT_PLACED)))
                .subscriptionArn();
        this.pollers = IntStream.range(0, POLLERS)
                .mapToObj(n -> Thread.ofVirtual().name("follow-" + n).start(this::poll))
                .toList();
    }

    /** https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html */
    private static String onlyFrom(String topicArn, String queueArn) {
        return """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},
                "Action":"sqs:SendMessage","Resource":"%s","Condition":{"ArnEquals":{"aws:SourceArn":"%s"}}}]}""".formatted(queueArn, topicArn);
    }

    private void poll() {
        while (!closing.get()) {
            try {
                var messages = sqs.receiveMessage(receive -> receive.queueUrl(queueUrl)
                                .maxNumberOfMessages(10)
                                .waitTimeSeconds(LONG_POLL_SECONDS))
                        .messages();
                if (!messages.isEmpty()) {
                    messages.forEach(this::handOn);
                    delete(messages);
                }
            } catch (SdkException e) {
                if (!closing.get()) {
                    LOG.log(System.Logger.Level.WARNING, "queue of order events {0}: {1}", queueUrl, e.getMessage());
                }
            }
        }
    }

    private void handOn(Message message) {
        try {
            var event = codec.decode(message.body());
            // A new filter policy takes up to 15 minutes to take effect on AWS.
            if (event.type() != OrderEventType.PLACED && event.data() instanceof OrderSnapshot order) {
                receiver.accept(new StateChange(order.orderId(), order.type(), order.version(), event.time()));
            }
        } catch (UnreadableJsonException | NotTakenException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "queue of order events: message {0}: {1}",
                    message.messageId(),
                    e.getMessage());
        }
    }

    private void delete(List<Message> messages) {
        var entries = IntStream.range(0, messages.size())
                .mapToObj(n -> DeleteMessageBatchRequestEntry.builder()
                        .id(Integer.toString(n))
                        .receiptHandle(messages.get(n).receiptHandle())
                        .build())
                .toList();
        sqs.deleteMessageBatch(batch -> batch.queueUrl(queueUrl).entries(entries));
    }

    /** Deletes subscription and queue. */
    @Override
    public void close() {
        closing.set(true);
        try {
            sns.unsubscribe(unsubscribe -> unsubscribe.subscriptionArn(subscriptionArn));
            for (var poller : pollers) {
                poller.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sqs.deleteQueue(delete -> delete.queueUrl(queueUrl));
        }
    }
}
