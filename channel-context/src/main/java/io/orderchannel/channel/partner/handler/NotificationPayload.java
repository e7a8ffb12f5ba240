package io.orderchannel.channel.partner.handler;

import faas.events.EventContext;
import faas.kit.invocation.Payload;
import faas.kit.log.Correlation;
import io.orderchannel.channel.slots.application.PartnerNotification;
import io.orderchannel.channel.slots.domain.AssignmentId;
import io.orderchannel.channel.slots.domain.Channel;
import io.orderchannel.channel.slots.domain.OrderId;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The payload that NotifyPartner is started with. */
final class NotificationPayload {

    private static final int MOST_PIECES = Integer.MAX_VALUE;

    private NotificationPayload() {}

    /** @throws IllegalArgumentException if it is none; the message names every wrong member */
    static PartnerNotification read(InputStream in) throws IOException {
        Payload payload = Payload.read("NotifyPartner", in);
        String assignmentId = payload.text("assignmentId");
        String orderId = payload.text("orderId");
        @Nullable
        Channel channel = payload.constant("channel", Channel::valueOf, "one of " + Arrays.toString(Channel.values()));
        List<PartnerNotification.Item> items = payload.objects(
                "items",
                (from, item, path) -> new PartnerNotification.Item(
                        from.text(item, path, "sku"), from.number(item, path, "quantity", MOST_PIECES)));
        String traceparent = payload.text("traceparent");
        String correlationId = payload.text("correlationid");
        String causationId = payload.text("causationid");
        payload.check();
        return new PartnerNotification(
                new AssignmentId(assignmentId),
                new OrderId(orderId),
                Payload.checked(channel),
                items,
                new EventContext(traceparent, correlationId, causationId));
    }

    static Correlation correlation(PartnerNotification notification) {
        EventContext context = notification.context();
        return new Correlation(context.traceparent(), context.correlationId(), context.causationId());
    }
}
