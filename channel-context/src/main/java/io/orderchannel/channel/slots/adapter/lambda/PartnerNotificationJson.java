package io.orderchannel.channel.slots.adapter.lambda;

import faas.kit.json.JsonText;
import io.orderchannel.channel.slots.application.PartnerNotification;

/** What NotifyPartner is called with, in JSON. */
final class PartnerNotificationJson {

    private PartnerNotificationJson() {}

    /** The notification as one line of JSON. */
    static String write(PartnerNotification notification) {
        return JsonText.object(json -> json.put(
                        "assignmentId", notification.assignmentId().value())
                .put("orderId", notification.orderId().value())
                .put("channel", notification.channel().name())
                .putObjects(
                        "items",
                        notification.items(),
                        (line, item) -> line.put("sku", item.sku()).put("quantity", item.quantity()))
                .put("traceparent", notification.context().traceparent())
                .put("correlationid", notification.context().correlationId())
                .put("causationid", notification.context().causationId()));
    }
}
