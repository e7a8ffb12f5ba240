package io.orderchannel.channel.slots.application;

import faas.events.CloudEvent;
import faas.events.EventContext;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.events.channel.AssignmentSnapshot;
import io.orderchannel.events.channel.AssignmentState;
import io.orderchannel.events.channel.ChannelEvent;
import io.orderchannel.events.order.Channel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Assignments in the words of the contract between contexts. */
final class AssignmentEvents {

    private AssignmentEvents() {}

    /** The event that says what became of it. */
    static CloudEvent announcing(Assignment.Announced assignment, Instant time, EventContext context) {
        ChannelEvent data = switch (assignment) {
            case Assignment.Assigned assigned ->
                new ChannelEvent.Assigned(snapshot(assigned, AssignmentState.ASSIGNED, null));
            case Assignment.Rejected rejected ->
                new ChannelEvent.Rejected(snapshot(rejected, AssignmentState.REJECTED, rejected.reason()));
            case Assignment.Shipped shipped ->
                new ChannelEvent.Shipped(snapshot(shipped, AssignmentState.SHIPPED, null));
            case Assignment.Delivered delivered ->
                new ChannelEvent.Delivered(snapshot(delivered, AssignmentState.DELIVERED, null));
            case Assignment.Released released ->
                new ChannelEvent.Released(snapshot(released, AssignmentState.RELEASED, released.reason()));
            case Assignment.Failed failed ->
                new ChannelEvent.Failed(snapshot(failed, AssignmentState.FAILED, failed.reason()));
        };
        return CloudEvent.of(data, time, context);
    }

    private static AssignmentSnapshot snapshot(Assignment assignment, AssignmentState state, @Nullable String reason) {
        return new AssignmentSnapshot(
                assignment.id().value(),
                assignment.orderId().value(),
                channel(assignment),
                assignment.version().value(),
                state,
                assignment.slots().day().date(),
                reason);
    }

    private static Channel channel(Assignment assignment) {
        return switch (assignment.slots().channel()) {
            case STORE -> Channel.STORE;
            case COURIER -> Channel.COURIER;
            case LOCKER -> Channel.LOCKER;
            case MARKETPLACE -> Channel.MARKETPLACE;
        };
    }
}
