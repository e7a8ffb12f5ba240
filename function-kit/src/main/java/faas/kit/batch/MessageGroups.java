package faas.kit.batch;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The message groups of a batch from a FIFO queue: after the first message of a group that failed, the later ones of that
 * group are not to be processed, or they would overtake it. Other groups go on. A standard queue has none, even where its
 * messages carry a group for fairness. For one thread.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Partial batch responses of FIFO
 *     queues</a>
 */
final class MessageGroups {
    private final Map<String, String> groups = new HashMap<>();
    private final Set<String> stopped = new HashSet<>();

    MessageGroups(List<SQSMessage> messages) {
        for (SQSMessage message : messages) {
            @Nullable String source = message.getEventSourceArn();
            if (source != null && source.endsWith(".fifo")) {
                groups.put(message.getMessageId(), message.getAttributes().getOrDefault("MessageGroupId", ""));
            }
        }
    }

    /** The message failed, and its group ends with it. */
    void stopAt(String messageId) {
        @Nullable String group = groups.get(messageId);
        if (group != null) {
            stopped.add(group);
        }
    }

    /** Whether an earlier message of its group failed. */
    boolean stoppedBefore(String messageId) {
        @Nullable String group = groups.get(messageId);
        return group != null && stopped.contains(group);
    }

    /** These ids with those of all later messages of their groups, in the order of {@code all}. */
    List<String> withFollowers(List<String> failed, List<String> all) {
        Set<String> ended = new HashSet<>();
        return all.stream()
                .filter(id -> {
                    @Nullable String group = groups.get(id);
                    if (failed.contains(id)) {
                        if (group != null) {
                            ended.add(group);
                        }
                        return true;
                    }
                    return group != null && ended.contains(group);
                })
                .toList();
    }
}
