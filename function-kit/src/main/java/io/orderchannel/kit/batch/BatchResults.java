package io.orderchannel.kit.batch;

import static io.orderchannel.kit.log.Field.field;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of each message of a batch. Everything has failed until it is said to be done. For one thread. */
public final class BatchResults {
    private final Map<String, String> open = new LinkedHashMap<>();

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

    /** The message is to be delivered again; {@code cause} is logged. */
    public void failed(Message<?> message, Throwable cause) {
        open.put(message.id(), String.valueOf(cause.getMessage()));
        message.log().error("message failed", cause);
    }

    void failedUnread(String id) {
        open.put(id, "unreadable");
    }

    /** Ids of the messages to be delivered again, in the batch's order. */
    List<String> failedIds() {
        return List.copyOf(open.keySet());
    }
}
