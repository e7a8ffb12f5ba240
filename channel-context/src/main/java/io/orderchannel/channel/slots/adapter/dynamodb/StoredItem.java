package io.orderchannel.channel.slots.adapter.dynamodb;

import io.orderchannel.channel.slots.domain.Channel;
import io.orderchannel.channel.slots.domain.OrderMarker;
import io.orderchannel.channel.slots.domain.Slots;
import io.orderchannel.channel.table.ChannelsTable;
import java.time.LocalDate;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads the attributes of an item that this context wrote; one that is missing is an error which names item and
 * attribute.
 */
record StoredItem(Map<String, AttributeValue> attributes) {
    String text(String name) {
        return attribute(name).s();
    }

    long number(String name) {
        return Long.parseLong(attribute(name).n());
    }

    Slots slots() {
        return new Slots(Channel.valueOf(text("channel")), LocalDate.parse(text("slotDay")));
    }

    OrderMarker marker() {
        return new OrderMarker(number("orderVersion"), text("orderEventId"));
    }

    private AttributeValue attribute(String name) {
        AttributeValue value = attributes.get(name);
        if (value == null) {
            throw new IllegalStateException(
                    "item " + attributes.get(ChannelsTable.KEY) + ": attribute " + name + " is missing");
        }
        return value;
    }
}
