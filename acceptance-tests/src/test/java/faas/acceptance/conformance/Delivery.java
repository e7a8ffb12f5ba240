package faas.acceptance.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A script that the function was handed, as {@link ScriptedHandler} recorded it.
 *
 * @param remainingMillis what was left of the function's time when it began
 * @param scripts how many were in the event
 * @param bytes of the event
 * @param event missing where it was too large to keep
 */
record Delivery(Instant at, String requestId, int remainingMillis, int scripts, int bytes, JsonNode event) {

    static Delivery of(Map<String, AttributeValue> item) {
        return new Delivery(
                Instant.ofEpochMilli(Long.parseLong(value(item, "at").n())),
                value(item, "requestId").s(),
                Integer.parseInt(value(item, "remaining").n()),
                Integer.parseInt(value(item, "scripts").n()),
                Integer.parseInt(value(item, "bytes").n()),
                Site.json(value(item, "event").s()));
    }

    private static AttributeValue value(Map<String, AttributeValue> item, String name) {
        return Objects.requireNonNull(item.get(name), name);
    }

    /** The first record of the event. */
    JsonNode record() {
        return event.path("Records").path(0);
    }
}
