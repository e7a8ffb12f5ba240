package faas.localcloud.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.localcloud.filter.EventFilter;
import faas.localcloud.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides which messages of a queue a mapping hands over. A condition on fields of the body is met by no body that is
 * plain text, whatever it asks for, and a condition on the text of the body by none that is JSON.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html">Filtering of SQS events</a>
 */
final class SqsFilter {
    private static final String BODY = "body";
    private static final String OR = "$or";

    private final boolean everything;
    private final Optional<EventFilter> ofJson;
    private final Optional<EventFilter> ofText;

    /** @param patterns event filter patterns; none: every message passes */
    SqsFilter(List<String> patterns) {
        this.everything = patterns.isEmpty();
        this.ofJson = filter(patterns, true);
        this.ofText = filter(patterns, false);
    }

    boolean matches(SqsRecord message) {
        if (everything) {
            return true;
        }
        JsonNode body = parsed(message.body());
        if (!body.isContainerNode()) {
            return ofText.filter(filter -> filter.matches(message.json())).isPresent();
        }
        ObjectNode document = (ObjectNode) Json.parse(message.json());
        return ofJson.filter(filter -> filter.matches(Json.text(document.set(BODY, body))))
                .isPresent();
    }

    private static JsonNode parsed(String body) {
        try {
            return Json.parse(body);
        } catch (IllegalArgumentException plainText) {
            return MissingNode.getInstance();
        }
    }

    /** Empty where no pattern can match a body of that kind. */
    private static Optional<EventFilter> filter(List<String> patterns, boolean json) {
        List<String> possible = patterns.stream()
                .flatMap(pattern -> possible(Json.parse(pattern), json))
                .map(Json::text)
                .toList();
        return possible.isEmpty() ? Optional.empty() : Optional.of(EventFilter.of(possible));
    }

    /** The pattern without the alternatives that a body of that kind cannot match; nothing where none is left. */
    private static Stream<ObjectNode> possible(JsonNode pattern, boolean json) {
        if (json ? pattern.path(BODY).isArray() : pattern.path(BODY).isObject()) {
            return Stream.empty();
        }
        ObjectNode possible = pattern.deepCopy();
        if (!pattern.path(OR).isArray()) {
            return Stream.of(possible);
        }
        ArrayNode alternatives = Json.array();
        pattern.path(OR).forEach(alternative -> possible(alternative, json).forEach(alternatives::add));
        if (alternatives.isEmpty()) {
            return Stream.empty();
        }
        if (alternatives.size() == 1) {
            // Event Ruler takes an $or of one alternative for a field of that name.
            alternatives.add(alternatives.get(0));
        }
        return Stream.of(possible.set(OR, alternatives));
    }
}
