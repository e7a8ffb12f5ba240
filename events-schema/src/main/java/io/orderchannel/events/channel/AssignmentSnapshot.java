package io.orderchannel.events.channel;

import faas.events.EventData;
import io.orderchannel.events.order.Channel;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The full state of an order's assignment at one version: the data of every channel event.
 *
 * @param assignmentId identity of the assignment
 * @param orderId the order that asked for it
 * @param channel whose capacity it uses
 * @param version version of the assignment that this event announces, at least 1
 * @param type what happened, and so the state at this version; {@code state} in JSON
 * @param slotDay the UTC day whose slots it counts against
 * @param reason why it was rejected, failed or released; there with the types REJECTED, FAILED and RELEASED
 */
public record AssignmentSnapshot(
        String assignmentId,
        String orderId,
        Channel channel,
        long version,
        ChannelEventType type,
        LocalDate slotDay,
        @Nullable String reason)
        implements EventData {
    public AssignmentSnapshot {
        boolean explained = type == ChannelEventType.REJECTED
                || type == ChannelEventType.FAILED
                || type == ChannelEventType.RELEASED;
        if (explained && reason == null) {
            throw new IllegalArgumentException("reason is missing");
        }
    }

    @Override
    public String aggregateId() {
        return assignmentId;
    }

    /** An assignment's events are about its order. */
    @Override
    public String subject() {
        return orderId;
    }
}
