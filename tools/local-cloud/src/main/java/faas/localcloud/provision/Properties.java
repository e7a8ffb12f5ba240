package faas.localcloud.provision;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * The properties of one resource, resolved. What a provisioner reads, it carries out; what nobody read and is not in
 * {@link NoLocalEffect} is a problem, and so is a value that is not what it should be.
 */
final class Properties {
    private static final String DYNAMIC_REFERENCE = "{{resolve:";

    private final String where;
    private final String type;
    private final String path;
    private final JsonNode values;
    private final Problems problems;
    private final Set<String> read = new HashSet<>();
    private final List<Properties> children = new ArrayList<>();

    Properties(String where, String type, JsonNode values, Problems problems) {
        this(where, type, "", values, problems);
    }

    private Properties(String where, String type, String path, JsonNode values, Problems problems) {
        this.where = where;
        this.type = type;
        this.path = path;
        this.values = values;
        this.problems = problems;
    }

    /** Stack, logical id and type, which every message begins with. */
    String where() {
        return where;
    }

    void problem(String name, String problem) {
        problems.add(where, "property " + path + name + ": " + problem);
    }

    Optional<String> text(String name) {
        JsonNode value = take(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isValueNode()) {
            problem(name, "found " + value + ", expected a text");
            return Optional.empty();
        }
        return Optional.of(value.asText());
    }

    /** An empty text, and a problem, where it is missing. */
    String requiredText(String name) {
        Optional<String> text = text(name);
        if (text.isEmpty() && take(name).isMissingNode()) {
            problem(name, "missing");
        }
        return text.orElse("");
    }

    /** The text, which must be one of these; the first of them, and a problem, where it is another. */
    Optional<String> oneOf(String name, List<String> expected) {
        return text(name).map(value -> {
            if (!expected.contains(value)) {
                problem(name, "found " + value + ", expected one of " + expected);
                return expected.getFirst();
            }
            return value;
        });
    }

    OptionalInt integer(String name, int min, int max) {
        JsonNode value = take(name);
        if (value.isMissingNode()) {
            return OptionalInt.empty();
        }
        try {
            int number = Integer.parseInt(value.asText());
            if (number >= min && number <= max) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException e) {
            // Told below, with the bounds.
        }
        problem(name, "found " + value + ", expected " + min + " to " + max);
        return OptionalInt.empty();
    }

    boolean flag(String name) {
        return text(name)
                .map(value -> value.toLowerCase(Locale.ROOT))
                .filter("true"::equals)
                .isPresent();
    }

    /** A value that is carried out whole, whatever is in it. */
    Optional<JsonNode> json(String name) {
        JsonNode value = take(name);
        return value.isMissingNode() ? Optional.empty() : Optional.of(value);
    }

    Optional<Properties> object(String name) {
        JsonNode value = take(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isObject()) {
            problem(name, "found " + value + ", expected an object");
            return Optional.empty();
        }
        return Optional.of(child(name, value));
    }

    /** The elements of a list of objects; none where it is missing. */
    List<Properties> objects(String name) {
        JsonNode value = take(name);
        List<Properties> elements = new ArrayList<>();
        if (!value.isMissingNode() && !value.isArray()) {
            problem(name, "found " + value + ", expected a list");
            return elements;
        }
        for (int i = 0; i < value.size(); i++) {
            elements.add(child(name + "[" + i + "]", value.get(i)));
        }
        return elements;
    }

    /** The elements of a list of texts; none where it is missing. */
    List<String> texts(String name) {
        JsonNode value = take(name);
        List<String> texts = new ArrayList<>();
        if (!value.isMissingNode() && !value.isArray()) {
            problem(name, "found " + value + ", expected a list");
            return texts;
        }
        value.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    /** An object whose fields are names and texts of the user's. */
    Map<String, String> map(String name) {
        Map<String, String> map = new TreeMap<>();
        json(name)
                .orElseGet(Json::object)
                .properties()
                .forEach(field -> map.put(field.getKey(), field.getValue().asText()));
        return map;
    }

    /** Adds a problem for each property that nobody read and that is not known to have no effect here. */
    void reportUnread() {
        for (Map.Entry<String, JsonNode> field : values.properties()) {
            String full = path + field.getKey();
            if (!read.contains(field.getKey()) && !NoLocalEffect.ofProperty(type, full)) {
                problems.add(where, "property " + full + " is not carried out by local-cloud");
            }
        }
        children.forEach(Properties::reportUnread);
    }

    /**
     * Adds a problem for each text with a reference that CloudFormation would replace by a value kept elsewhere: left
     * as it is, the resource would work with the reference itself.
     *
     * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html">Dynamic
     *     references</a>
     */
    void reportDynamicReferences() {
        reportDynamicReferences("", values);
    }

    private void reportDynamicReferences(String at, JsonNode value) {
        if (value.isTextual() && value.asText().contains(DYNAMIC_REFERENCE)) {
            problem(at, "found " + value.asText() + ": dynamic references are not carried out by local-cloud");
        }
        value.properties()
                .forEach(field -> reportDynamicReferences(
                        at.isEmpty() ? field.getKey() : at + "." + field.getKey(), field.getValue()));
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            reportDynamicReferences(at + "[" + i + "]", value.get(i));
        }
    }

    private Properties child(String name, JsonNode value) {
        Properties child = new Properties(where, type, path + name + ".", value, problems);
        children.add(child);
        return child;
    }

    private JsonNode take(String name) {
        read.add(name);
        return values.path(name);
    }
}
