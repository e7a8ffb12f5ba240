package io.orderchannel.events.channel;

import faas.events.Fields;
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
 * @param state state at this version
 * @param slotDay the UTC day whose slots it counts against
 * @param reason why it was rejected, failed or released; there in states REJECTED, FAILED and RELEASED
 */
public record AssignmentSnapshot(
        String assignmentId,
        String orderId,
        Channel channel,
        long version,
        AssignmentState state,
        LocalDate slotDay,
        @Nullable String reason) {
    public AssignmentSnapshot {
        Fields.present(assignmentId, "assignmentId");
        Fields.present(orderId, "orderId");
        Fields.present(channel, "channel");
        Fields.atLeast(1, version, "version");
        Fields.present(state, "state");
        Fields.present(slotDay, "slotDay");
        switch (state) {
            case REJECTED, FAILED, RELEASED -> Fields.present(reason, "reason");
            case ASSIGNED, SHIPPED, DELIVERED -> {}
        }
    }
}
