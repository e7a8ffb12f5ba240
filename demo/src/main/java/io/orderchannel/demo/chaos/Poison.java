package io.orderchannel.demo.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Messages that no consumer can process in any state of the system. A marker in the body identifies each. */
enum Poison {
    NOT_JSON,
    UNKNOWN_VERSION,
    NO_DATA,
    DEEPLY_NESTED;

    private static final int DEEP = 60_000;
    private static final Pattern MARKER = Pattern.compile("poison-\\d+");
    private static final ObjectMapper JSON = new ObjectMapper();

    static String marker(int number) {
        return "poison-" + number;
    }

    /** The marker in a message's body; empty for a sound message. */
    static Optional<String> markerIn(String body) {
        return MARKER.matcher(body).results().findFirst().map(match -> match.group());
    }

    /**
     * A message for that queue, made from the contract's example of a type that its consumer takes.
     *
     * @throws IllegalArgumentException if the types that the queue's consumer takes are not known
     */
    String body(String queue, String marker) {
        var type = typeFor(queue);
        var event = example(type).put("id", marker);
        return switch (this) {
            case NOT_JSON -> "{\"id\":\"" + marker + "\", and no more JSON";
            case UNKNOWN_VERSION ->
                event.put("type", type.replace(".v1", ".v99")).toString();
            case NO_DATA -> event.without("data").toString();
            case DEEPLY_NESTED ->
                event.without("data").toString().replaceFirst("}$", "") + ",\"data\":" + "[".repeat(DEEP)
                        + "]".repeat(DEEP) + "}";
        };
    }

    private static String typeFor(String queue) {
        return switch (queue.substring(queue.lastIndexOf('-') + 1)) {
            case "AssignOrder", "FulfilExpressOrder" -> "order.placed.v1";
            case "ApplyChannelOutcome" -> "channel.assigned.v1";
            case "Payouts" -> "channel.delivered.v1";
            default -> throw new IllegalArgumentException("queue " + queue + ": no event type is known that it takes");
        };
    }

    private static ObjectNode example(String type) {
        var path = "/" + type.substring(0, type.indexOf('.')) + "/examples/" + type + ".json";
        try (var example = Objects.requireNonNull(Poison.class.getResourceAsStream(path), path)) {
            return (ObjectNode) JSON.readTree(example);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
