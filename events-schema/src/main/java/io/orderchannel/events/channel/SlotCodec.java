package io.orderchannel.events.channel;

import faas.events.EventCodec;
import faas.json.JsonObject;
import faas.json.JsonReader;
import faas.json.UnreadableJsonException;
import io.orderchannel.events.order.OrderEventFormat;

/** Slot commands and their replies to and from JSON. Fields that the contract does not name are ignored. */
public final class SlotCodec {
    private SlotCodec() {}

    /** The command as one line of JSON. */
    public static String encode(SlotCommand command) {
        JsonObject json = new JsonObject().put("action", command.action());
        EventCodec.write(command.context(), json);
        return json.put("order", OrderEventFormat.write(command.order())).toString();
    }

    /** The reply as one line of JSON. */
    public static String encode(SlotReply reply) {
        return new JsonObject()
                .put("orderId", reply.orderId())
                .put("outcome", reply.outcome())
                .put("version", reply.version())
                .putPresent("heldUntil", reply.heldUntil())
                .putPresent("reason", reply.reason())
                .toString();
    }

    /**
     * The command that the text holds.
     *
     * @throws UnreadableJsonException if it is none; the message names every wrong field
     */
    public static SlotCommand decodeCommand(String text) {
        return JsonReader.read(
                "slot command",
                text,
                in -> new SlotCommand(
                        in.constant("action", SlotCommand.Action.values()),
                        OrderEventFormat.read(in.object("order")),
                        EventCodec.readContext(in)));
    }

    /**
     * The reply that the text holds.
     *
     * @throws UnreadableJsonException if it is none; the message names every wrong field
     */
    public static SlotReply decodeReply(String text) {
        return JsonReader.read(
                "slot reply",
                text,
                in -> new SlotReply(
                        in.text("orderId"),
                        in.constant("outcome", SlotReply.Outcome.values()),
                        in.number("version", 0, Long.MAX_VALUE),
                        in.has("heldUntil") ? in.instant("heldUntil") : null,
                        in.optionalText("reason")));
    }
}
