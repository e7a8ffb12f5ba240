package faas.localcloud.sns;

import faas.localcloud.async.FunctionInvoker;
import faas.localcloud.sqs.QueuePolicies;
import faas.localcloud.sqs.QueueSender;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** SNS: standard and FIFO topics with queues and functions as subscribers. Safe for use by several threads. */
public final class SnsService implements AutoCloseable {
    private static final int MOST_BYTES = 256 * 1024;

    private final String endpoint;
    private final String arnBase;
    private final QueueSender sender;
    private final QueuePolicies policies;
    private final FunctionInvoker functions;
    private final Consumer<String> undeliverable;
    private final SnsFaults faults;
    private final Map<String, Topic> topics = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<String, Subscription> subscriptions = new ConcurrentSkipListMap<>();

    /**
     * An SNS without topics.
     *
     * @param endpoint where callers reach it, for links in notifications
     * @param arnBase what stands before a topic's name in its ARN, ending in a colon
     * @param undeliverable told the name of the queue for each message that could not be delivered to it
     */
    public SnsService(
            String endpoint,
            String arnBase,
            QueueSender sender,
            QueuePolicies policies,
            FunctionInvoker functions,
            Consumer<String> undeliverable,
            SnsFaults faults) {
        this.endpoint = endpoint;
        this.arnBase = arnBase;
        this.sender = sender;
        this.policies = policies;
        this.functions = functions;
        this.undeliverable = undeliverable;
        this.faults = faults;
    }

    /**
     * Makes the topic if it is not there, and returns its ARN.
     *
     * @param attributes {@code FifoTopic}, {@code ContentBasedDeduplication}
     */
    public String createTopic(String name, Map<String, String> attributes) {
        boolean fifo = Boolean.parseBoolean(attributes.getOrDefault("FifoTopic", "false"));
        boolean byContent = Boolean.parseBoolean(attributes.getOrDefault("ContentBasedDeduplication", "false"));
        if (!name.matches("[A-Za-z0-9_-]{1,256}(\\.fifo)?") || fifo != Topic.isFifo(name)) {
            throw SnsException.invalidParameter("Topic Name " + name
                    + ", expected letters, digits, hyphens and underscores, and of a FIFO topic .fifo at its end");
        }
        if (byContent && !fifo) {
            throw SnsException.invalidParameter("Content-based deduplication can only be set for FIFO topics");
        }
        String arn = arnBase + name;
        topics.computeIfAbsent(arn, _ -> new Topic(arn, byContent, InstantSource.system()));
        return arn;
    }

    public List<String> topics() {
        return topics.keySet().stream().sorted().toList();
    }

    /**
     * Takes the messages for delivery; they all belong to one topic.
     *
     * @return the messages as they were taken; in place of a repeat on a FIFO topic, the first
     */
    public List<SnsMessage> publish(String topicArn, List<SnsMessage> messages) {
        Topic topic = topic(topicArn);
        messages.forEach(PublishChecks::requireMessage);
        if (messages.stream().mapToInt(SnsMessage::bytes).sum() > MOST_BYTES) {
            throw messages.size() == 1
                    ? SnsException.invalidParameter("Message too long")
                    : SnsException.batch(
                            "BatchRequestTooLong",
                            "The length of all the messages put together is more than the limit.");
        }
        List<Subscription> subscribers = subscriptions.values().stream()
                .filter(subscription -> subscription.topicArn().equals(topicArn))
                .toList();
        return topic.take(messages, message -> subscribers.forEach(subscriber -> subscriber.offer(message)));
    }

    /**
     * Subscribes a queue or a function; the same one again gives the same subscription, with its settings replaced.
     *
     * @param attributes as {@code RawMessageDelivery}, {@code FilterPolicy}
     * @return the subscription's ARN
     */
    public synchronized String subscribe(
            String topicArn, String protocol, String endpointArn, Map<String, String> attributes) {
        boolean fifo = topic(topicArn).isFifo();
        switch (protocol) {
            case Subscription.SQS -> {
                if (!endpointArn.matches("arn:aws:sqs:[^:]+:[0-9]{12}:.+")) {
                    throw SnsException.invalidParameter("SQS endpoint ARN");
                }
                if (!fifo && Topic.isFifo(endpointArn)) {
                    throw SnsException.invalidParameter(
                            "Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics");
                }
            }
            case Subscription.LAMBDA -> {
                // https://docs.aws.amazon.com/sns/latest/dg/fifo-message-delivery.html: queues only
                if (fifo) {
                    throw SnsException.invalidParameter("Invalid protocol type: lambda");
                }
                if (!endpointArn.matches("arn:aws:lambda:[^:]+:[0-9]{12}:function:.+")) {
                    throw SnsException.invalidParameter("Lambda endpoint ARN");
                }
                // https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html
                if (attributes.containsKey("RawMessageDelivery")) {
                    throw SnsException.invalidParameter("Attributes Reason: Delivery protocol [lambda] does not support"
                            + " raw message delivery.");
                }
            }
            default ->
                throw SnsException.invalidParameter(
                        "Protocol " + protocol + ", local-cloud carries out sqs and lambda");
        }
        SubscriptionSettings settings = settings(attributes);
        Optional<Subscription> existing = subscriptions.values().stream()
                .filter(subscription -> subscription.topicArn().equals(topicArn)
                        && subscription.endpointArn().equals(endpointArn))
                .findFirst();
        if (existing.isPresent()) {
            existing.get().change(settings);
            return existing.get().arn();
        }
        String arn = topicArn + ":" + UUID.randomUUID();
        subscriptions.put(
                arn,
                new Subscription(
                        arn,
                        topicArn,
                        protocol,
                        endpointArn,
                        settings,
                        endpoint,
                        sender,
                        policies,
                        functions,
                        undeliverable,
                        faults));
        return arn;
    }

    /** Ends a subscription; one that is not there is no error. */
    public void unsubscribe(String subscriptionArn) {
        @Nullable Subscription removed = subscriptions.remove(subscriptionArn);
        if (removed != null) {
            removed.close();
        }
    }

    /** Changes one setting; an empty value removes it. */
    public void setAttribute(String subscriptionArn, String name, String value) {
        Subscription subscription = subscription(subscriptionArn);
        try {
            subscription.change(subscription.settings().with(name, value));
        } catch (IllegalArgumentException e) {
            throw SnsException.invalidParameter(String.valueOf(e.getMessage()));
        }
    }

    /** What is told of a subscription. */
    public record SubscriptionInfo(String subscriptionArn, String topicArn, String protocol, String endpoint) {}

    /** All subscriptions of a topic. */
    public List<SubscriptionInfo> subscriptions(String topicArn) {
        var _ = topic(topicArn);
        return subscriptions().stream()
                .filter(info -> info.topicArn().equals(topicArn))
                .toList();
    }

    public List<SubscriptionInfo> subscriptions() {
        List<SubscriptionInfo> infos = new ArrayList<>();
        subscriptions.forEach((arn, subscription) -> infos.add(new SubscriptionInfo(
                arn, subscription.topicArn(), subscription.protocol(), subscription.endpointArn())));
        return infos;
    }

    /** As GetSubscriptionAttributes gives them. */
    public Map<String, String> subscriptionAttributes(String subscriptionArn) {
        Subscription subscription = subscription(subscriptionArn);
        Map<String, String> attributes = new TreeMap<>(subscription.settings().attributes());
        attributes.putIfAbsent("RawMessageDelivery", "false");
        attributes.put("SubscriptionArn", subscriptionArn);
        attributes.put("TopicArn", subscription.topicArn());
        attributes.put("Protocol", subscription.protocol());
        attributes.put("Endpoint", subscription.endpointArn());
        attributes.put("PendingConfirmation", "false");
        return attributes;
    }

    /** As GetTopicAttributes gives them. */
    public Map<String, String> topicAttributes(String topicArn) {
        int confirmed = subscriptions(topicArn).size();
        Map<String, String> attributes = new TreeMap<>(Map.of(
                "TopicArn",
                topicArn,
                "SubscriptionsConfirmed",
                String.valueOf(confirmed),
                "SubscriptionsPending",
                "0"));
        Topic topic = topic(topicArn);
        if (topic.isFifo()) {
            attributes.put("FifoTopic", "true");
            attributes.put("ContentBasedDeduplication", String.valueOf(topic.contentBasedDeduplication()));
        }
        return attributes;
    }

    private Subscription subscription(String arn) {
        @Nullable Subscription subscription = subscriptions.get(arn);
        if (subscription == null) {
            throw SnsException.notFound("Subscription does not exist");
        }
        return subscription;
    }

    private Topic topic(String topicArn) {
        @Nullable Topic topic = topics.get(topicArn);
        if (topic == null) {
            throw SnsException.notFound("Topic does not exist");
        }
        return topic;
    }

    private static SubscriptionSettings settings(Map<String, String> attributes) {
        try {
            return SubscriptionSettings.of(attributes);
        } catch (IllegalArgumentException e) {
            throw SnsException.invalidParameter(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        subscriptions.values().forEach(Subscription::close);
    }
}
