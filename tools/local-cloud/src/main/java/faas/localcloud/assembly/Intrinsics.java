package faas.localcloud.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.localcloud.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces intrinsic functions by their values. A field or element whose value is {@code AWS::NoValue} is left out.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html">Intrinsic
 *     functions</a>
 */
public final class Intrinsics {
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{(!?)([^}]+)}");

    private final Scope scope;

    public Intrinsics(Scope scope) {
        this.scope = scope;
    }

    /**
     * What references in a template mean. Each method throws {@link UnresolvedException} for a name it does not know.
     */
    public interface Scope {
        /** Value of a resource, parameter or pseudo parameter. */
        JsonNode ref(String name);

        JsonNode attribute(String logicalId, String attribute);

        JsonNode export(String name);

        JsonNode condition(String name);

        JsonNode mapping(String map, String topLevelKey, String secondLevelKey);
    }

    /** An intrinsic function without a value; the message says which and why. */
    public static final class UnresolvedException extends RuntimeException {
        public UnresolvedException(String message) {
            super(message);
        }
    }

    record Attribute(String logicalId, String name) {}

    /** The argument of {@code Fn::GetAtt}, which is a list of two or a text with a dot. */
    static Attribute attributeOf(JsonNode argument) {
        if (argument.isArray()) {
            return new Attribute(argument.path(0).asText(), argument.path(1).asText());
        }
        String text = argument.asText();
        int dot = text.indexOf('.');
        return dot < 0 ? new Attribute(text, "") : new Attribute(text.substring(0, dot), text.substring(dot + 1));
    }

    /**
     * The tree with every function in it replaced; a missing node where it is {@code AWS::NoValue} itself.
     *
     * @throws UnresolvedException for a function that is not known or has no value
     */
    public JsonNode resolve(JsonNode node) {
        if (node.isObject()) {
            if (node.size() == 1) {
                Map.Entry<String, JsonNode> only = node.properties().iterator().next();
                if (only.getKey().equals("Ref") || only.getKey().startsWith("Fn::")) {
                    return call(only.getKey(), only.getValue());
                }
            }
            ObjectNode object = Json.object();
            node.properties().forEach(field -> {
                JsonNode value = resolve(field.getValue());
                if (!value.isMissingNode()) {
                    object.set(field.getKey(), value);
                }
            });
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = Json.array();
            for (JsonNode element : node) {
                JsonNode value = resolve(element);
                if (!value.isMissingNode()) {
                    array.add(value);
                }
            }
            return array;
        }
        return node;
    }

    /** The value of a condition's definition. */
    public boolean holds(JsonNode condition) {
        if (condition.has("Condition")) {
            return holds(scope.condition(condition.get("Condition").asText()));
        }
        return resolve(condition).asBoolean();
    }

    private JsonNode call(String function, JsonNode argument) {
        return switch (function) {
            case "Ref" ->
                argument.asText().equals("AWS::NoValue") ? MissingNode.getInstance() : scope.ref(argument.asText());
            case "Fn::GetAtt" -> {
                Attribute attribute = attributeOf(argument);
                yield scope.attribute(attribute.logicalId(), attribute.name());
            }
            case "Fn::ImportValue" -> scope.export(text(function, resolve(argument)));
            case "Fn::Join" ->
                Json.string(String.join(argument.path(0).asText(), texts(function, resolve(argument.path(1)))));
            case "Fn::Sub" -> Json.string(substitute(argument));
            case "Fn::Split" -> split(text(function, argument.path(0)), text(function, resolve(argument.path(1))));
            case "Fn::Select" -> select(resolve(argument.path(0)).asInt(), resolve(argument.path(1)));
            case "Fn::Base64" ->
                Json.string(Base64.getEncoder()
                        .encodeToString(text(function, resolve(argument)).getBytes(StandardCharsets.UTF_8)));
            case "Fn::FindInMap" ->
                scope.mapping(
                        text(function, resolve(argument.path(0))),
                        text(function, resolve(argument.path(1))),
                        text(function, resolve(argument.path(2))));
            case "Fn::If" ->
                resolve(argument.path(holds(scope.condition(argument.path(0).asText())) ? 1 : 2));
            case "Fn::Equals" ->
                BooleanNode.valueOf(resolve(argument.path(0))
                        .asText()
                        .equals(resolve(argument.path(1)).asText()));
            case "Fn::Not" -> BooleanNode.valueOf(!holds(argument.path(0)));
            case "Fn::And" -> BooleanNode.valueOf(elements(argument).stream().allMatch(this::holds));
            case "Fn::Or" -> BooleanNode.valueOf(elements(argument).stream().anyMatch(this::holds));
            default -> throw new UnresolvedException(function + " is not carried out by local-cloud");
        };
    }

    private String substitute(JsonNode argument) {
        String template = (argument.isArray() ? argument.path(0) : argument).asText();
        JsonNode variables = argument.isArray() ? argument.path(1) : Json.object();
        Matcher matcher = SUBSTITUTION.matcher(template);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(2);
            matcher.appendReplacement(
                    result,
                    Matcher.quoteReplacement(matcher.group(1).isEmpty() ? value(name, variables) : "${" + name + "}"));
        }
        return matcher.appendTail(result).toString();
    }

    private String value(String name, JsonNode variables) {
        if (variables.has(name)) {
            return text("Fn::Sub", resolve(variables.get(name)));
        }
        if (name.contains(".")) {
            Attribute attribute = attributeOf(Json.string(name));
            return text("Fn::Sub", scope.attribute(attribute.logicalId(), attribute.name()));
        }
        return text("Fn::Sub", scope.ref(name));
    }

    private static JsonNode split(String delimiter, String text) {
        if (LateValues.isLate(text)) {
            throw new UnresolvedException("Fn::Split of " + text + ", which is known only after it is made");
        }
        ArrayNode parts = Json.array();
        for (String part : text.split(Pattern.quote(delimiter), -1)) {
            parts.add(part);
        }
        return parts;
    }

    private static JsonNode select(int index, JsonNode list) {
        if (!list.has(index)) {
            throw new UnresolvedException("Fn::Select of element " + index + " of " + list.size());
        }
        return list.get(index);
    }

    private static List<JsonNode> elements(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }

    private static List<String> texts(String function, JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(element -> texts.add(text(function, element)));
        return texts;
    }

    private static String text(String function, JsonNode value) {
        if (!value.isValueNode()) {
            throw new UnresolvedException(function + ": expected a text, found " + value);
        }
        return value.asText();
    }
}
