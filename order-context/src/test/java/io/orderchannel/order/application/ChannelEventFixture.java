package io.orderchannel.order.application;

import static io.orderchannel.order.domain.OrderFixture.NOON;

import faas.events.CloudEvent;
import faas.events.EventContext;
import io.orderchannel.events.channel.AssignmentSnapshot;
import io.orderchannel.events.channel.AssignmentState;
import io.orderchannel.events.channel.ChannelEvent;
import io.orderchannel.events.order.Channel;
import io.orderchannel.order.domain.OrderId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Events of the channel's side. */
public final class ChannelEventFixture {

    private static final EventContext CONTEXT =
            new EventContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "correlation-1", "order-1#1");

    private ChannelEventFixture() {}

    public static CloudEvent assigned(OrderId orderId, long version) {
        return CloudEvent.of(
                new ChannelEvent.Assigned(snapshot(orderId, version, AssignmentState.ASSIGNED, null)), NOON, CONTEXT);
    }

    public static CloudEvent rejected(OrderId orderId, long version, String reason) {
        return CloudEvent.of(
                new ChannelEvent.Rejected(snapshot(orderId, version, AssignmentState.REJECTED, reason)), NOON, CONTEXT);
    }

    public static CloudEvent shipped(OrderId orderId, long version) {
        return CloudEvent.of(
                new ChannelEvent.Shipped(snapshot(orderId, version, AssignmentState.SHIPPED, null)), NOON, CONTEXT);
    }

    public static CloudEvent delivered(OrderId orderId, long version) {
        return CloudEvent.of(
                new ChannelEvent.Delivered(snapshot(orderId, version, AssignmentState.DELIVERED, null)), NOON, CONTEXT);
    }

    public static CloudEvent failed(OrderId orderId, long version, String reason) {
        return CloudEvent.of(
                new ChannelEvent.Failed(snapshot(orderId, version, AssignmentState.FAILED, reason)), NOON, CONTEXT);
    }

    public static CloudEvent released(OrderId orderId, long version, String reason) {
        return CloudEvent.of(
                new ChannelEvent.Released(snapshot(orderId, version, AssignmentState.RELEASED, reason)), NOON, CONTEXT);
    }

    private static AssignmentSnapshot snapshot(
            OrderId orderId, long version, AssignmentState state, @Nullable String reason) {
        return new AssignmentSnapshot(
                "assignment-" + orderId.value(),
                orderId.value(),
                Channel.COURIER,
                version,
                state,
                LocalDate.parse("2026-03-01"),
                reason);
    }
}
