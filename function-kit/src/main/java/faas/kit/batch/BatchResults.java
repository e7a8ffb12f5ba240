package faas.kit.batch;

import static faas.kit.log.Field.field;

import faas.kit.invocation.FatalErrors;
import faas.kit.log.Log;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What became of each message of a batch. Everything has failed until it is said to be done. For one thread. */
public final class BatchResults {
    private final Map<String, String> open = new LinkedHashMap<>();
    private final Set<String> ignored = new HashSet<>();

    BatchResults(List<String> ids) {
        ids.forEach(id -> open.put(id, "not processed"));
    }

    /** The message's effect is stored. */
    public void done(Message<?> message) {
        open.remove(message.id());
    }

    /** The message is to be delivered again; {@code reason} is logged. */
    public void failed(Message<?> message, String reason) {
        open.put(message.id(), reason);
        message.log().warn("message failed", field("reason", reason));
    }

    /**
     * The message is to be delivered again; {@code cause} is logged. A cause that leaves the process unusable is
     * rethrown, and nothing of the batch is acknowledged.
     */
    public void failed(Message<?> message, Throwable cause) {
        FatalErrors.rethrow(cause);
        open.put(message.id(), "failed");
        message.log().error("message failed", cause);
    }

    /** The message is a sound event that this consumer does not take: acknowledged with a warning. */
    public void ignored(Message<?> message, NotTakenException notTaken) {
        ignored(message.id(), notTaken, message.log());
    }

    void ignored(String id, NotTakenException notTaken, Log log) {
        open.remove(id);
        ignored.add(id);
        log.warn("message ignored: its type is not taken here", field("type", notTaken.type()));
    }

    void failedUnread(String id, Throwable cause, Log log) {
        FatalErrors.rethrow(cause);
        open.put(id, "unreadable");
        log.error("message unreadable", cause);
    }

    int ignoredCount() {
        return ignored.size();
    }

    /** Ids of the messages to be delivered again, in the batch's order. */
    List<String> failedIds() {
        return List.copyOf(open.keySet());
    }
}
