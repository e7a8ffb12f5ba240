package faas.localcloud.sns;

import faas.localcloud.async.FunctionInvoker;
import faas.localcloud.http.AwsJsonClient;
import faas.localcloud.policy.AccessRequest;
import faas.localcloud.sqs.QueuePolicies;
import faas.localcloud.sqs.QueueSender;
import faas.localcloud.sqs.QueueSender.Outgoing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The subscription of a queue or a function to a topic. It delivers on a thread of its own, so that a subscriber that
 * stands still delays no other. What cannot be delivered goes to its dead-letter queue, or is lost where it has none.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html">Delivery retries</a>
 */
final class Subscription implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);
    static final String SQS = "sqs";
    static final String LAMBDA = "lambda";

    private static final int MOST_AT_ONCE = 10;
    /** The first phase of SNS's retries to SQS; its later ones span weeks. */
    private static final int ATTEMPTS = 4;

    private static final long PAUSE_MILLIS = 250;

    private final String arn;
    private final String topicArn;
    private final String protocol;
    private final String endpointArn;
    private final String endpoint;
    private final QueueSender sender;
    private final QueuePolicies policies;
    private final FunctionInvoker functions;
    private final Consumer<String> undeliverable;
    private final SnsFaults faults;
    private final BlockingQueue<SnsMessage> pending = new LinkedBlockingQueue<>();
    private final Thread worker;
    private volatile SubscriptionSettings settings;

    Subscription(
            String arn,
            String topicArn,
            String protocol,
            String endpointArn,
            SubscriptionSettings settings,
            String endpoint,
            QueueSender sender,
            QueuePolicies policies,
            FunctionInvoker functions,
            Consumer<String> undeliverable,
            SnsFaults faults) {
        this.arn = arn;
        this.topicArn = topicArn;
        this.protocol = protocol;
        this.endpointArn = endpointArn;
        this.settings = settings;
        this.endpoint = endpoint;
        this.sender = sender;
        this.policies = policies;
        this.functions = functions;
        this.undeliverable = undeliverable;
        this.faults = faults;
        this.worker = Thread.ofVirtual().name("deliver " + arn).start(this::deliverAll);
    }

    String arn() {
        return arn;
    }

    String topicArn() {
        return topicArn;
    }

    String protocol() {
        return protocol;
    }

    String endpointArn() {
        return endpointArn;
    }

    SubscriptionSettings settings() {
        return settings;
    }

    void change(SubscriptionSettings changed) {
        settings = changed;
    }

    /** Takes the message for delivery if the filter policy lets it pass. */
    void offer(SnsMessage published) {
        SnsMessage message = published.to(protocol);
        if (!settings.accepts(message)) {
            return;
        }
        if (protocol.equals(SQS) && !Topic.isFifo(topicArn)) {
            faults.deliver(() -> pending.add(message));
        } else {
            pending.add(message);
        }
    }

    private void deliverAll() {
        List<SnsMessage> batch = new ArrayList<>(MOST_AT_ONCE);
        try {
            while (true) {
                batch.add(pending.take());
                pending.drainTo(batch, MOST_AT_ONCE - 1);
                deliver(batch);
                batch.clear();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(List<SnsMessage> batch) throws InterruptedException {
        SubscriptionSettings now = settings;
        List<Outgoing> undelivered = protocol.equals(LAMBDA) ? invoke(batch) : send(batch, now);
        if (undelivered.isEmpty()) {
            return;
        }
        if (now.deadLetterArn().isEmpty()) {
            LOG.error("SNS {}: {} messages lost, the subscription has no dead-letter queue", arn, undelivered.size());
            return;
        }
        List<Outgoing> lost = send(now.deadLetterArn().get(), undelivered);
        if (!lost.isEmpty()) {
            LOG.error(
                    "SNS {}: {} messages lost, not even {} takes them",
                    arn,
                    lost.size(),
                    now.deadLetterArn().get());
        }
    }

    /** A function gets each message in an event of its own. Those that it does not take, as dead letters. */
    private List<Outgoing> invoke(List<SnsMessage> batch) {
        return batch.stream()
                .filter(message -> !functions.invoke(topicArn, endpointArn, message.event(arn, endpoint)))
                .map(message -> message.enveloped(arn, endpoint))
                .toList();
    }

    private List<Outgoing> send(List<SnsMessage> batch, SubscriptionSettings now) throws InterruptedException {
        List<Outgoing> undelivered = send(
                endpointArn,
                batch.stream()
                        .map(message -> now.raw() ? message.raw() : message.enveloped(arn, endpoint))
                        .toList());
        undelivered.forEach(_ -> undeliverable.accept(queueName(endpointArn)));
        return undelivered;
    }

    /**
     * The messages that the queue does not take. A refusal is final, as on AWS; only what is out of reach is tried
     * again.
     */
    private List<Outgoing> send(String targetArn, List<Outgoing> messages) throws InterruptedException {
        String queue = queueName(targetArn);
        AccessRequest request = AccessRequest.onBehalfOf(topicArn, "sns.amazonaws.com", "sqs:SendMessage", targetArn);
        if (!policies.admits(queue, request)) {
            LOG.warn("SNS {}: the policy of queue {} does not admit {}", arn, queue, topicArn);
            return messages;
        }
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                return sender.send(queue, messages);
            } catch (AwsJsonClient.RefusedException e) {
                LOG.warn("SNS {}: queue {} refuses: {}", arn, queue, e.getMessage());
                if (e.isClientError()) {
                    return messages;
                }
            } catch (IOException e) {
                LOG.warn(
                        "SNS {}: queue {} out of reach, attempt {} of {}: {}",
                        arn,
                        queue,
                        attempt,
                        ATTEMPTS,
                        e.getMessage());
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS * attempt);
        }
        return messages;
    }

    private static String queueName(String queueArn) {
        return queueArn.substring(queueArn.lastIndexOf(':') + 1);
    }

    @Override
    public void close() {
        worker.interrupt();
    }
}
