package io.orderchannel.channel.slots.application;

import faas.events.EventContext;
import io.orderchannel.channel.slots.domain.AssignmentId;
import io.orderchannel.channel.slots.domain.Channel;
import io.orderchannel.channel.slots.domain.OrderId;
import java.util.List;

/**
 * Tells a channel's partner of an order to fulfil.
 *
 * @param assignmentId the same however often the partner is told
 * @param items what to deliver, at least one
 * @param context that of the message which led to it
 */
public record PartnerNotification(
        AssignmentId assignmentId, OrderId orderId, Channel channel, List<Item> items, EventContext context) {

    public PartnerNotification {
        items = List.copyOf(items);
    }

    /**
     * One line of the order.
     *
     * @param sku stock keeping unit
     * @param quantity pieces, at least 1
     */
    public record Item(String sku, int quantity) {}
}
