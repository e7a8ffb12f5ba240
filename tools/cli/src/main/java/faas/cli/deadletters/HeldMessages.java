package faas.cli.deadletters;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Messages that this run has received and nobody else gets meanwhile. They stay in the queue until they are deleted.
 * Closing gives the others back at once. If the process is killed, SQS does so after {@link #HELD}, since the hold is
 * renewed only while the process lives.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html">Visibility
 *     timeout</a>
 */
public final class HeldMessages implements AutoCloseable {

    /** How long a killed run still hides messages. */
    public static final Duration HELD = Duration.ofSeconds(30);

    /** More than so many are left for the next run. */
    public static final int MOST = 1000;

    private static final int A_BATCH = 10;

    private final SqsClient sqs;
    private final String queueUrl;
    /** By id; this is its own lock. */
    private final Map<String, Message> held = new LinkedHashMap<>();

    private final ScheduledExecutorService renewal = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("hold-messages").factory());

    public HeldMessages(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        long period = HELD.dividedBy(3).toMillis();
        var _ = renewal.scheduleWithFixedDelay(this::renew, period, period, TimeUnit.MILLISECONDS);
    }

    /**
     * Receives messages until no further one comes, in the order of the queue, as far as it has one.
     *
     * @param most no more than about so many
     */
    public List<Message> take(int most) {
        return take(most, Duration.ZERO, _ -> {});
    }

    /**
     * As above, and waits for messages that somebody else holds, as a run that was killed does for {@link #HELD}.
     *
     * @param waiting is told once how many these are
     */
    public List<Message> takeAlsoWhatOthersHold(int most, LongConsumer waiting) {
        return take(most, HELD.plusSeconds(5), waiting);
    }

    private List<Message> take(int most, Duration patience, LongConsumer waiting) {
        var taken = new ArrayList<Message>();
        var end = Instant.now().plus(patience);
        boolean told = false;
        while (taken.size() < most) {
            // Counted before it is received: what comes into sight in between is received, or counted the next time.
            long others = patience.isZero() ? 0 : inFlight(sqs, queueUrl) - size();
            var received = receive(Math.min(A_BATCH, most - taken.size()));
            taken.addAll(received);
            if (received.isEmpty()) {
                if (others <= 0 || Instant.now().isAfter(end)) {
                    break;
                }
                if (!told) {
                    waiting.accept(others);
                    told = true;
                }
            }
        }
        return taken;
    }

    private List<Message> receive(int most) {
        var received = sqs.receiveMessage(receive -> receive.queueUrl(queueUrl)
                        .maxNumberOfMessages(most)
                        .waitTimeSeconds(1)
                        .visibilityTimeout((int) HELD.toSeconds())
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .messageAttributeNames("All"))
                .messages();
        synchronized (held) {
            received.forEach(message -> held.put(message.messageId(), message));
        }
        return received;
    }

    /** How many messages of a queue somebody holds, as SQS counts, approximately. */
    static long inFlight(SqsClient sqs, String queueUrl) {
        var count = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE;
        return Long.parseLong(
                sqs.getQueueAttributes(get -> get.queueUrl(queueUrl).attributeNames(count))
                        .attributes()
                        .getOrDefault(count, "0"));
    }

    private int size() {
        synchronized (held) {
            return held.size();
        }
    }

    /** Deletes a message, which is then the queue's no longer. */
    public void delete(Message message) {
        sqs.deleteMessage(DeleteMessageRequest.builder()
                .queueUrl(queueUrl)
                .receiptHandle(message.receiptHandle())
                .build());
        synchronized (held) {
            held.remove(message.messageId());
        }
    }

    private void renew() {
        try {
            hide(HELD);
        } catch (SdkException e) {
            // The next renewal may succeed. A message that becomes visible may be sent twice, which is no harm.
        }
    }

    private void hide(Duration duration) {
        List<Message> messages;
        synchronized (held) {
            messages = List.copyOf(held.values());
        }
        for (int from = 0; from < messages.size(); from += A_BATCH) {
            var batch = new ArrayList<ChangeMessageVisibilityBatchRequestEntry>();
            for (var message : messages.subList(from, Math.min(from + A_BATCH, messages.size()))) {
                batch.add(ChangeMessageVisibilityBatchRequestEntry.builder()
                        .id("m" + batch.size())
                        .receiptHandle(message.receiptHandle())
                        .visibilityTimeout((int) duration.toSeconds())
                        .build());
            }
            sqs.changeMessageVisibilityBatch(change -> change.queueUrl(queueUrl).entries(batch));
        }
    }

    /** Gives back what was not deleted. */
    @Override
    public void close() {
        renewal.shutdown();
        try {
            // A renewal that is under way would hide again what is given back here.
            renewal.awaitTermination(HELD.toSeconds(), TimeUnit.SECONDS);
            hide(Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SdkException e) {
            // They are visible again after HELD.
        }
    }
}
