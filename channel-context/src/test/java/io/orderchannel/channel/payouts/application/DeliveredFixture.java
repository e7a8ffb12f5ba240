package io.orderchannel.channel.payouts.application;

import faas.events.CloudEvent;
import faas.events.EventCodec;
import faas.events.EventContext;
import io.orderchannel.events.channel.AssignmentSnapshot;
import io.orderchannel.events.channel.ChannelEventFormat;
import io.orderchannel.events.channel.ChannelEventType;
import io.orderchannel.events.order.Channel;
import java.time.Instant;
import java.time.LocalDate;

/** Messages of the payout queue. */
public final class DeliveredFixture {
    public static final Instant DELIVERED_AT = Instant.parse("2026-03-01T11:00:00Z");

    private DeliveredFixture() {}

    /** The event that an order was delivered, as a message carries it. */
    public static String delivered(String orderId) {
        return new EventCodec(new ChannelEventFormat())
                .encode(CloudEvent.of(
                        new AssignmentSnapshot(
                                "assignment-" + orderId,
                                orderId,
                                Channel.LOCKER,
                                3,
                                ChannelEventType.DELIVERED,
                                LocalDate.parse("2026-03-01"),
                                null),
                        DELIVERED_AT,
                        new EventContext(
                                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                                "correlation-" + orderId,
                                "cause-" + orderId)));
    }
}
