package io.orderchannel.events.channel;

import faas.events.EventContext;
import faas.events.FieldReader;
import faas.events.Fields;
import faas.events.UnreadableMessageException;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.json.stream.JsonStream;
import io.orderchannel.events.order.OrderEventFormat;
import io.orderchannel.events.order.OrderSnapshot;
import java.io.StringWriter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Slot commands and their replies to and from JSON. Fields that the contract does not name are ignored. Safe for use by
 * several threads.
 */
public final class SlotCodec {
    private final JsonStream json = JsonStream.builder().build();

    /** The command as one line of JSON. */
    public String encode(SlotCommand command) {
        StringWriter text = new StringWriter(1024);
        try (JsonWriter writer = json.writer(text)) {
            writer.beginObject();
            text(writer, "action", command.action().name());
            text(writer, "traceparent", command.context().traceparent());
            text(writer, "correlationid", command.context().correlationId());
            text(writer, "causationid", command.context().causationId());
            writer.name("order");
            OrderEventFormat.write(command.order(), writer);
            writer.endObject();
        }
        return text.toString();
    }

    /** The reply as one line of JSON. */
    public String encode(SlotReply reply) {
        StringWriter text = new StringWriter(256);
        try (JsonWriter writer = json.writer(text)) {
            writer.beginObject();
            text(writer, "orderId", reply.orderId());
            text(writer, "outcome", reply.outcome().name());
            writer.name("version");
            writer.value(reply.version());
            if (reply.heldUntil() != null) {
                text(writer, "heldUntil", reply.heldUntil().toString());
            }
            if (reply.reason() != null) {
                text(writer, "reason", reply.reason());
            }
            writer.endObject();
        }
        return text.toString();
    }

    /**
     * The command that the text holds.
     *
     * @throws UnreadableMessageException if it is none; the message names field and position and holds no part of the
     *     text
     */
    public SlotCommand decodeCommand(String text) {
        return decode(text, "slot command", SlotCodec::command);
    }

    /**
     * The reply that the text holds.
     *
     * @throws UnreadableMessageException if it is none; the message names field and position and holds no part of the
     *     text
     */
    public SlotReply decodeReply(String text) {
        return decode(text, "slot reply", SlotCodec::reply);
    }

    private <T> T decode(String text, String what, Function<FieldReader, T> read) {
        try {
            return FieldReader.read(json, text, read);
        } catch (IllegalArgumentException invalid) {
            throw new UnreadableMessageException(what + ": " + invalid.getMessage(), invalid);
        }
    }

    private static SlotCommand command(FieldReader in) {
        @Nullable String action = null;
        @Nullable String traceparent = null;
        @Nullable String correlationId = null;
        @Nullable String causationId = null;
        @Nullable OrderSnapshot order = null;
        JsonReader reader = in.reader();
        in.beginObject();
        while (reader.hasNextField()) {
            switch (in.nextField()) {
                case "action" -> action = in.text();
                case "traceparent" -> traceparent = in.text();
                case "correlationid" -> correlationId = in.text();
                case "causationid" -> causationId = in.text();
                case "order" -> order = OrderEventFormat.read(in);
                default -> in.skip();
            }
        }
        reader.endObject();
        return new SlotCommand(
                Fields.constant(SlotCommand.Action.values(), Fields.required(action, "action"), "action"),
                Fields.required(order, "order"),
                new EventContext(
                        Fields.required(traceparent, "traceparent"),
                        Fields.required(correlationId, "correlationid"),
                        Fields.required(causationId, "causationid")));
    }

    private static SlotReply reply(FieldReader in) {
        @Nullable String orderId = null;
        @Nullable String outcome = null;
        @Nullable Long version = null;
        @Nullable String heldUntil = null;
        @Nullable String reason = null;
        JsonReader reader = in.reader();
        in.beginObject();
        while (reader.hasNextField()) {
            switch (in.nextField()) {
                case "orderId" -> orderId = in.text();
                case "outcome" -> outcome = in.text();
                case "version" -> version = in.number();
                case "heldUntil" -> heldUntil = in.text();
                case "reason" -> reason = in.text();
                default -> in.skip();
            }
        }
        reader.endObject();
        return new SlotReply(
                Fields.required(orderId, "orderId"),
                Fields.constant(SlotReply.Outcome.values(), Fields.required(outcome, "outcome"), "outcome"),
                Fields.required(version, "version"),
                heldUntil == null ? null : Fields.instant(heldUntil, "heldUntil"),
                reason);
    }

    private static void text(JsonWriter writer, String name, String value) {
        writer.name(name);
        writer.value(value);
    }
}
