package io.orderchannel.channel.partner.application;

import faas.events.EventContext;
import io.orderchannel.channel.slots.application.PartnerNotification;
import io.orderchannel.channel.slots.domain.AssignmentId;
import io.orderchannel.channel.slots.domain.Channel;
import io.orderchannel.channel.slots.domain.OrderId;
import java.util.List;

/** A notification of two items. */
public final class NotificationFixture {

    private NotificationFixture() {}

    public static PartnerNotification aNotification() {
        return new PartnerNotification(
                new AssignmentId("assignment-1"),
                new OrderId("1"),
                Channel.COURIER,
                List.of(new PartnerNotification.Item("MUG-BLUE", 2), new PartnerNotification.Item("PARTNER-SLOW-1", 1)),
                new EventContext(
                        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "correlation-1", "cause-1"));
    }
}
