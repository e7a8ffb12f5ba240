package io.orderchannel.channel.adapter.lambda;

import io.orderchannel.channel.application.PartnerNotification;
import io.orderchannel.channel.domain.AssignmentId;
import io.orderchannel.channel.domain.Channel;
import io.orderchannel.channel.domain.OrderId;
import io.orderchannel.events.EventContext;
import io.orderchannel.kit.json.JsonParser;
import io.orderchannel.kit.json.JsonSyntaxException;
import io.orderchannel.kit.json.JsonText;
import io.orderchannel.kit.json.JsonValue;
import io.orderchannel.kit.json.JsonValue.JsonArray;
import io.orderchannel.kit.json.JsonValue.JsonNumber;
import io.orderchannel.kit.json.JsonValue.JsonObject;
import io.orderchannel.kit.json.JsonValue.JsonString;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** What NotifyPartner is called with, in JSON. Members that are not named here are ignored. */
public final class PartnerNotificationJson {

    private PartnerNotificationJson() {}

    /** The notification as one line of JSON. */
    public static String write(PartnerNotification notification) {
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

    /**
     * The notification that the text holds.
     *
     * @throws IllegalArgumentException if it is none; the message says what was found and what was expected
     */
    public static PartnerNotification read(String text) {
        JsonObject notification = object(parse(text), "the payload");
        return new PartnerNotification(
                new AssignmentId(text(notification, "assignmentId")),
                new OrderId(text(notification, "orderId")),
                channel(text(notification, "channel")),
                items(notification),
                new EventContext(
                        text(notification, "traceparent"),
                        text(notification, "correlationid"),
                        text(notification, "causationid")));
    }

    private static JsonValue parse(String text) {
        try {
            return JsonParser.parse(text);
        } catch (JsonSyntaxException broken) {
            throw new IllegalArgumentException("partner notification: " + broken.detail(), broken);
        }
    }

    private static List<PartnerNotification.Item> items(JsonObject notification) {
        JsonValue items = member(notification, "items");
        if (!(items instanceof JsonArray(List<JsonValue> elements)) || elements.isEmpty()) {
            throw wrong("items", items, "an array with at least one element");
        }
        return elements.stream()
                .map(element -> object(element, "items"))
                .map(item -> new PartnerNotification.Item(text(item, "sku"), quantity(item)))
                .toList();
    }

    private static int quantity(JsonObject item) {
        JsonValue quantity = member(item, "quantity");
        OptionalLong value = quantity instanceof JsonNumber number ? number.asLong() : OptionalLong.empty();
        if (value.isEmpty() || value.getAsLong() < 1 || value.getAsLong() > Integer.MAX_VALUE) {
            throw wrong("quantity", quantity, "a whole number of at least 1");
        }
        return (int) value.getAsLong();
    }

    private static Channel channel(String name) {
        return Arrays.stream(Channel.values())
                .filter(channel -> channel.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("partner notification: channel is '" + name
                        + "', expected one of " + Arrays.toString(Channel.values())));
    }

    private static String text(JsonObject object, String name) {
        JsonValue value = member(object, name);
        if (value instanceof JsonString(String text) && !text.isBlank()) {
            return text;
        }
        throw wrong(name, value, "a string that is not blank");
    }

    private static JsonObject object(JsonValue value, String name) {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw wrong(name, value, "an object");
    }

    private static JsonValue member(JsonObject object, String name) {
        JsonValue value = object.members().get(name);
        if (value == null) {
            throw new IllegalArgumentException("partner notification: " + name + " is missing");
        }
        return value;
    }

    private static IllegalArgumentException wrong(String name, JsonValue found, String expected) {
        return new IllegalArgumentException(
                "partner notification: " + name + " is " + found.kind() + ", expected " + expected);
    }
}
