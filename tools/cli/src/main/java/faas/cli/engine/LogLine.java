package faas.cli.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A line of a function's log.
 *
 * @param function the function's deployed name, such as {@code demo-SendInvoice}
 * @param text the line as it is
 * @param fields the line's fields where it is structured; a missing node where it is other output
 */
public record LogLine(Instant time, String function, String text, JsonNode fields) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Shown before the other fields, or the same for many lines in a row. */
    private static final Set<String> LEFT_OUT = Set.of(
            "timestamp", "level", "message", "function", "requestId", "start", "causationId", "traceparent", "_aws");

    /** The object that a line of JSON is; a missing node where it is anything else. */
    static JsonNode fields(String text) {
        try {
            var line = text.startsWith("{") ? JSON.readTree(text) : MissingNode.getInstance();
            return line.isObject() ? line : MissingNode.getInstance();
        } catch (IOException e) {
            // Half a line of a process that was killed.
            return MissingNode.getInstance();
        }
    }

    /** The correlation id of a structured line; empty where there is none. */
    public String correlation() {
        return fields.path("correlationId").asText();
    }

    public boolean isStructured() {
        return fields.isObject();
    }

    /** Nothing, Lambda's own lines about an invocation, and metrics in the embedded metric format. */
    public boolean isAccounting() {
        return text.isBlank() || fields.has("_aws") || startsInvocation(text) || endsInvocation(text);
    }

    /** Lambda's own line before an invocation. */
    static boolean startsInvocation(String text) {
        return text.startsWith("START RequestId: ");
    }

    /** Lambda's own lines after an invocation. */
    static boolean endsInvocation(String text) {
        return text.startsWith("END RequestId: ") || text.startsWith("REPORT RequestId: ");
    }

    /** For people: time, level, message and the fields that are the line's own. */
    public String readable() {
        var shown = time.truncatedTo(ChronoUnit.MILLIS) + " " + name() + " ";
        return isStructured()
                ? shown + fields.path("level").asText() + " "
                        + fields.path("message").asText() + ownFields(_ -> false)
                : shown + text;
    }

    private String name() {
        return Declaration.withoutStage(function);
    }

    /** Names and values of a structured line's fields, without those that lines have in common, and without some. */
    String ownFields(Predicate<String> without) {
        return fields.properties().stream()
                .filter(field -> !LEFT_OUT.contains(field.getKey()) && !without.test(field.getKey()))
                .filter(field -> !field.getValue().isNull())
                .map(LogLine::shown)
                .collect(Collectors.joining());
    }

    private static String shown(Map.Entry<String, JsonNode> field) {
        var value = field.getValue();
        return " " + field.getKey() + "=" + (value.isTextual() ? value.textValue() : value.toString());
    }
}
