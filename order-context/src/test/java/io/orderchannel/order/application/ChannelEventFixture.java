package io.orderchannel.order.application;

import static io.orderchannel.order.domain.OrderFixture.NOON;

import faas.events.CloudEvent;
import faas.events.EventContext;
import io.orderchannel.events.channel.AssignmentSnapshot;
import io.orderchannel.events.channel.ChannelEventType;
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
        return event(orderId, version, ChannelEventType.ASSIGNED, null);
    }

    public static CloudEvent rejected(OrderId orderId, long version, String reason) {
        return event(orderId, version, ChannelEventType.REJECTED, reason);
    }

    public static CloudEvent shipped(OrderId orderId, long version) {
        return event(orderId, version, ChannelEventType.SHIPPED, null);
    }

    public static CloudEvent delivered(OrderId orderId, long version) {
        return event(orderId, version, ChannelEventType.DELIVERED, null);
    }

    public static CloudEvent failed(OrderId orderId, long version, String reason) {
        return event(orderId, version, ChannelEventType.FAILED, reason);
    }

    public static CloudEvent released(OrderId orderId, long version, String reason) {
        return event(orderId, version, ChannelEventType.RELEASED, reason);
    }

    private static CloudEvent event(OrderId orderId, long version, ChannelEventType type, @Nullable String reason) {
        AssignmentSnapshot assignment = new AssignmentSnapshot(
                "assignment-" + orderId.value(),
                orderId.value(),
                Channel.COURIER,
                version,
                type,
                LocalDate.parse("2026-03-01"),
                reason);
        return CloudEvent.of(assignment, NOON, CONTEXT);
    }
}
