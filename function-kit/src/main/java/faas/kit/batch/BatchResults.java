package faas.kit.batch;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import faas.events.NotTakenException;
import faas.kit.invocation.FatalErrors;
import faas.kit.log.Log;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of each message of a batch. Everything has failed until it is said to be done. Of a FIFO queue, what
 * follows a failed message in its group has failed too, or it would overtake that message (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Handling errors for an SQS event
 * source</a>). For one thread.
 */
public final class BatchResults {
    /** By id, in the batch's order. On a standard queue each message is a group of its own. */
    private final Map<String, String> groups = new LinkedHashMap<>();

    private final Set<String> open = new HashSet<>();
    private final Set<String> failed = new HashSet<>();
    private int ignored;

    BatchResults(List<SQSMessage> messages) {
        for (SQSMessage message : messages) {
            @Nullable String queue = message.getEventSourceArn();
            String id = message.getMessageId();
            // Messages of a standard queue may carry a group for fairness.
            boolean fifo = queue != null && queue.endsWith(".fifo");
            groups.put(id, fifo ? message.getAttributes().getOrDefault("MessageGroupId", "") : id);
            open.add(id);
        }
    }

    /** The message's effect is stored. */
    public void done(Message message) {
        open.remove(message.id());
    }

    /** The message is to be delivered again; {@code reason} is logged. */
    public void failed(Message message, String reason) {
        reopen(message.id());
        message.log().with("reason", reason).warn("message failed");
    }

    /** The same for this cause; one that leaves the process unusable is rethrown, and nothing is acknowledged. */
    public void failed(Message message, Throwable cause) {
        failed(message.id(), "message failed", cause, message.log());
    }

    void failed(String id, String what, Throwable cause, Log log) {
        FatalErrors.rethrow(cause);
        reopen(id);
        log.error(what, cause);
    }

    /** The message is a sound event that this consumer does not take: acknowledged with a warning. */
    public void ignored(Message message, NotTakenException notTaken) {
        ignored(message.id(), notTaken, message.log());
    }

    void ignored(String id, NotTakenException notTaken, Log log) {
        open.remove(id);
        ignored++;
        log.with("type", notTaken.getMessage()).warn("message ignored: its type is not taken here");
    }

    private void reopen(String id) {
        open.add(id);
        failed.add(id);
    }

    /** Whether an earlier message of its group failed, so that this one is not to be processed. */
    boolean isStopped(String id) {
        return groups.entrySet().stream()
                .takeWhile(earlier -> !earlier.getKey().equals(id))
                .anyMatch(earlier ->
                        failed.contains(earlier.getKey()) && earlier.getValue().equals(groups.get(id)));
    }

    int ignoredCount() {
        return ignored;
    }

    /** Ids of the messages to be delivered again, in the batch's order. */
    List<String> failedIds() {
        Set<String> ended = new HashSet<>();
        List<String> ids = new ArrayList<>();
        groups.forEach((id, group) -> {
            if (open.contains(id) || ended.contains(group)) {
                ended.add(group);
                ids.add(id);
            }
        });
        return ids;
    }
}
