package io.orderchannel.events.channel;

import faas.events.EventData;
import faas.events.EventFormat;
import faas.events.EventType;
import faas.events.FieldReader;
import faas.events.Fields;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.orderchannel.events.order.Channel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of the Channel context in JSON: each carries the assignment's full state. Fields that it does not name are
 * skipped.
 */
public final class ChannelEventFormat implements EventFormat {
    private static final List<ChannelEventType> TYPES = List.of(ChannelEventType.values());

    @Override
    public List<ChannelEventType> types() {
        return TYPES;
    }

    @Override
    public void write(EventData data, JsonWriter writer) {
        write(((ChannelEvent) data).assignment(), writer);
    }

    @Override
    public ChannelEvent read(EventType type, FieldReader in) {
        return ChannelEvent.of(read(in));
    }

    private static void write(AssignmentSnapshot assignment, JsonWriter writer) {
        writer.beginObject();
        writer.name("assignmentId");
        writer.value(assignment.assignmentId());
        writer.name("orderId");
        writer.value(assignment.orderId());
        writer.name("channel");
        writer.value(assignment.channel().name());
        writer.name("version");
        writer.value(assignment.version());
        writer.name("state");
        writer.value(assignment.state().name());
        writer.name("slotDay");
        writer.value(assignment.slotDay().toString());
        if (assignment.reason() != null) {
            writer.name("reason");
            writer.value(assignment.reason());
        }
        writer.endObject();
    }

    private static AssignmentSnapshot read(FieldReader in) {
        @Nullable String assignmentId = null;
        @Nullable String orderId = null;
        @Nullable String channel = null;
        @Nullable Long version = null;
        @Nullable String state = null;
        @Nullable String slotDay = null;
        @Nullable String reason = null;
        JsonReader reader = in.reader();
        in.beginObject();
        while (reader.hasNextField()) {
            switch (in.nextField()) {
                case "assignmentId" -> assignmentId = in.text();
                case "orderId" -> orderId = in.text();
                case "channel" -> channel = in.text();
                case "version" -> version = in.number();
                case "state" -> state = in.text();
                case "slotDay" -> slotDay = in.text();
                case "reason" -> reason = in.text();
                default -> in.skip();
            }
        }
        reader.endObject();
        return new AssignmentSnapshot(
                Fields.required(assignmentId, "assignmentId"),
                Fields.required(orderId, "orderId"),
                Fields.constant(Channel.values(), Fields.required(channel, "channel"), "channel"),
                Fields.required(version, "version"),
                Fields.constant(AssignmentState.values(), Fields.required(state, "state"), "state"),
                Fields.date(Fields.required(slotDay, "slotDay"), "slotDay"),
                reason);
    }
}
