package io.orderchannel.simulator.handler;

import faas.kit.http.FieldError;
import faas.kit.json.JsonParser;
import faas.kit.json.JsonSyntaxException;
import faas.kit.json.JsonValue;
import faas.kit.json.JsonValue.JsonArray;
import faas.kit.json.JsonValue.JsonObject;
import faas.kit.json.JsonValue.JsonString;
import io.orderchannel.simulator.application.Behaviour;
import io.orderchannel.simulator.application.PartnerNotice;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The body of a notice. */
final class NoticeBody {

    private NoticeBody() {}

    /** Reads it and adds what is wrong to {@code errors}; empty if anything is. */
    static Optional<PartnerNotice> read(String text, String traceparent, List<FieldError> errors) {
        JsonValue value;
        try {
            value = JsonParser.parse(text);
        } catch (JsonSyntaxException e) {
            errors.add(new FieldError("#", e.detail()));
            return Optional.empty();
        }
        if (!(value instanceof JsonObject body)) {
            errors.add(new FieldError("#", "must be an object, is " + value.kind()));
            return Optional.empty();
        }
        String assignmentId = text(body, "assignmentId", errors);
        List<String> skus = skus(body, errors);
        Optional<URI> callback = callback(text(body, "callbackUrl", errors), errors);
        return errors.isEmpty() && callback.isPresent()
                ? Optional.of(new PartnerNotice(assignmentId, Behaviour.of(skus), callback.get(), traceparent))
                : Optional.empty();
    }

    private static String text(JsonObject body, String name, List<FieldError> errors) {
        if (body.members().get(name) instanceof JsonString(String text) && !text.isBlank()) {
            return text;
        }
        errors.add(new FieldError("#/" + name, "must be text"));
        return "";
    }

    private static List<String> skus(JsonObject body, List<FieldError> errors) {
        List<String> skus = new ArrayList<>();
        if (!(body.members().get("items") instanceof JsonArray items)) {
            errors.add(new FieldError("#/items", "must be an array"));
            return skus;
        }
        for (int i = 0; i < items.elements().size(); i++) {
            if (items.elements().get(i) instanceof JsonObject item
                    && item.members().get("sku") instanceof JsonString(String sku)) {
                skus.add(sku);
            } else {
                errors.add(new FieldError("#/items/" + i + "/sku", "must be text"));
            }
        }
        return skus;
    }

    private static Optional<URI> callback(String text, List<FieldError> errors) {
        try {
            URI callback = URI.create(text);
            if (("http".equals(callback.getScheme()) || "https".equals(callback.getScheme()))
                    && callback.getHost() != null) {
                return Optional.of(callback);
            }
        } catch (IllegalArgumentException _) {
            // Said below.
        }
        if (!text.isEmpty()) {
            errors.add(new FieldError("#/callbackUrl", "must be an address of http or https"));
        }
        return Optional.empty();
    }
}
