package io.orderchannel.events.channel;

import faas.events.EventData;
import faas.events.EventFormat;
import faas.events.EventType;
import faas.json.JsonObject;
import faas.json.JsonReader;
import io.orderchannel.events.order.Channel;
import java.util.List;

/** The events of the Channel context in JSON. */
public final class ChannelEventFormat implements EventFormat {
    private static final List<ChannelEventType> TYPES = List.of(ChannelEventType.values());

    @Override
    public List<ChannelEventType> types() {
        return TYPES;
    }

    @Override
    public JsonObject write(EventData data) {
        AssignmentSnapshot assignment = (AssignmentSnapshot) data;
        return new JsonObject()
                .put("assignmentId", assignment.assignmentId())
                .put("orderId", assignment.orderId())
                .put("channel", assignment.channel())
                .put("version", assignment.version())
                .put("state", assignment.type())
                .put("slotDay", assignment.slotDay())
                .putPresent("reason", assignment.reason());
    }

    @Override
    public AssignmentSnapshot read(EventType type, JsonReader in) {
        return new AssignmentSnapshot(
                in.text("assignmentId"),
                in.text("orderId"),
                in.constant("channel", Channel.values()),
                in.number("version", 1, Long.MAX_VALUE),
                in.constant("state", ChannelEventType.values()),
                in.date("slotDay"),
                in.optionalText("reason"));
    }
}
