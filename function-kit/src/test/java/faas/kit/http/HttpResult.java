package faas.kit.http;

import faas.kit.json.JsonParser;
import faas.kit.json.JsonValue;
import faas.kit.json.JsonValue.JsonArray;
import faas.kit.json.JsonValue.JsonNumber;
import faas.kit.json.JsonValue.JsonObject;
import faas.kit.json.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a function with a URL answered. */
public record HttpResult(JsonObject answer) {

    public static HttpResult of(String answer) {
        return new HttpResult((JsonObject) JsonParser.parse(answer));
    }

    public int status() {
        return (int) ((JsonNumber) member(answer, "statusCode")).asLong().orElseThrow();
    }

    /** A header field; {@code name} in lower case. */
    public Optional<String> header(String name) {
        JsonValue value = ((JsonObject) member(answer, "headers")).members().get(name);
        return value instanceof JsonString(String text) ? Optional.of(text) : Optional.empty();
    }

    public String body() {
        return ((JsonString) member(answer, "body")).value();
    }

    /** The pointers of a problem's wrong fields. */
    public List<String> wrongFields() {
        List<String> pointers = new ArrayList<>();
        for (JsonValue error : ((JsonArray) member((JsonObject) JsonParser.parse(body()), "errors")).elements()) {
            pointers.add(((JsonString) member((JsonObject) error, "pointer")).value());
        }
        return pointers;
    }

    private static JsonValue member(JsonObject object, String name) {
        return Objects.requireNonNull(object.members().get(name), name);
    }
}
