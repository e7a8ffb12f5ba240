package io.orderchannel.channel.partner.handler;

import faas.kit.http.FieldError;
import faas.kit.json.JsonParser;
import faas.kit.json.JsonSyntaxException;
import faas.kit.json.JsonValue;
import faas.kit.json.JsonValue.JsonObject;
import faas.kit.json.JsonValue.JsonString;
import io.orderchannel.channel.partner.application.PartnerUpdate.Kind;
import io.orderchannel.channel.slots.domain.AssignmentId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of a partner's update. Members that it does not name are ignored.
 *
 * @param reason there with kind FAILED, and only there
 */
record PartnerUpdateBody(
        AssignmentId assignmentId, Kind kind, @Nullable String reason) {

    private static final int LONGEST_ID = 128;
    private static final int LONGEST_REASON = 500;

    /** Reads the whole body and adds what is wrong to {@code errors}; empty if anything is. */
    static Optional<PartnerUpdateBody> read(String text, List<FieldError> errors) {
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
        Optional<String> assignmentId = text(body, "assignmentId", LONGEST_ID, errors);
        Optional<Kind> kind = kind(body, errors);
        boolean failed = kind.isPresent() && kind.get() == Kind.FAILED;
        Optional<String> reason = failed || body.members().containsKey("reason")
                ? text(body, "reason", LONGEST_REASON, errors)
                : Optional.empty();
        if (!errors.isEmpty() || assignmentId.isEmpty() || kind.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new PartnerUpdateBody(
                new AssignmentId(assignmentId.get()), kind.get(), failed ? reason.orElse(null) : null));
    }

    private static Optional<Kind> kind(JsonObject body, List<FieldError> errors) {
        JsonValue value = body.members().get("update");
        Optional<Kind> kind = value instanceof JsonString(String word)
                ? switch (word) {
                    case "shipped" -> Optional.of(Kind.SHIPPED);
                    case "delivered" -> Optional.of(Kind.DELIVERED);
                    case "failed" -> Optional.of(Kind.FAILED);
                    default -> Optional.empty();
                }
                : Optional.empty();
        if (kind.isEmpty()) {
            errors.add(new FieldError(
                    "#/update", value == null ? "is missing" : "must be one of shipped, delivered, failed"));
        }
        return kind;
    }

    private static Optional<String> text(JsonObject body, String name, int longest, List<FieldError> errors) {
        JsonValue value = body.members().get(name);
        if (value == null) {
            errors.add(new FieldError("#/" + name, "is missing"));
        } else if (!(value instanceof JsonString(String text))) {
            errors.add(new FieldError("#/" + name, "must be a string, is " + value.kind()));
        } else if (text.isBlank() || text.codePointCount(0, text.length()) > longest || !isWhole(text)) {
            errors.add(new FieldError("#/" + name, "must have 1 to " + longest + " characters and not be blank"));
        } else {
            return Optional.of(text);
        }
        return Optional.empty();
    }

    /** Half a surrogate pair is no character, and is stored as another one. */
    private static boolean isWhole(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
