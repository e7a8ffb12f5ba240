package faas.kit.relay;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * The failure queue of a relay's stream mapping, in SQS. Its client is made when the first record is sent, since most
 * environments never send one and a client costs a cold start some 100 ms. Safe for use by several threads.
 */
public final class SqsFailureQueue implements FailureQueue {
    /**
     * The largest message that SQS takes (<a
     * href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html">message
     * quotas</a>). An item has at most 400 KB, so a message exceeds it only if most of the event's characters need
     * escapes.
     */
    static final int MOST_BYTES = 1024 * 1024;

    /** Codes of SQS for a message that is too large for this queue or holds characters that SQS refuses. */
    private static final Set<String> MESSAGE_REFUSED = Set.of("InvalidMessageContents", "InvalidParameterValue");

    private final Supplier<SqsClient> clients;
    private final String queueUrl;
    private @Nullable SqsClient sqs;

    public SqsFailureQueue(Supplier<SqsClient> clients, String queueUrl) {
        this.clients = clients;
        this.queueUrl = queueUrl;
    }

    /** Leaves the event out if the queue does not accept the message with it: the item still holds it. */
    @Override
    public void tell(FailureRecord failure) {
        String complete = failure.toJson(true);
        if (complete.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES && isSent(complete)) {
            return;
        }
        send(failure.toJson(false));
    }

    private boolean isSent(String message) {
        try {
            send(message);
            return true;
        } catch (SqsException refused) {
            if (refused.awsErrorDetails() != null
                    && MESSAGE_REFUSED.contains(refused.awsErrorDetails().errorCode())) {
                return false;
            }
            throw refused;
        }
    }

    private void send(String message) {
        client().sendMessage(request -> request.queueUrl(queueUrl).messageBody(message));
    }

    private synchronized SqsClient client() {
        if (sqs == null) {
            sqs = clients.get();
        }
        return sqs;
    }
}
