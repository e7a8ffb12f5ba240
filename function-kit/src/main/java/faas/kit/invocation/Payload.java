package faas.kit.invocation;

import faas.kit.json.JsonParser;
import faas.kit.json.JsonSyntaxException;
import faas.kit.json.JsonValue;
import faas.kit.json.JsonValue.JsonArray;
import faas.kit.json.JsonValue.JsonNumber;
import faas.kit.json.JsonValue.JsonObject;
import faas.kit.json.JsonValue.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The JSON object that a caller passes when it invokes a function directly, without a trigger. Problems are collected,
 * so that one message names every wrong member. The message holds no value, since it is logged. For one thread.
 */
public final class Payload {

    private final String function;
    private final JsonObject object;
    private final List<String> problems = new ArrayList<>();

    private Payload(String function, JsonObject object) {
        this.function = function;
        this.object = object;
    }

    /**
     * Reads the whole payload.
     *
     * @param function named in the messages
     * @throws IllegalArgumentException if the payload is not a JSON object
     */
    public static Payload read(String function, InputStream in) throws IOException {
        JsonValue value;
        try {
            value = JsonParser.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (JsonSyntaxException notJson) {
            throw new IllegalArgumentException(function + ": payload is not JSON, " + notJson.detail(), notJson);
        }
        if (value instanceof JsonObject object) {
            return new Payload(function, object);
        }
        throw new IllegalArgumentException(function + ": payload is " + value.kind() + ", expected an object");
    }

    public boolean has(String name) {
        return object.members().containsKey(name);
    }

    /** A text that must be there; empty text if it isn't. */
    public String text(String name) {
        return text(object, "", name);
    }

    /** A name that must be there and mean something; null if it doesn't. */
    public <T> @Nullable T constant(String name, Function<String, T> of, String expected) {
        String text = text(name);
        try {
            return of.apply(text);
        } catch (IllegalArgumentException _) {
            if (!text.isEmpty()) {
                problems.add(name + " is another text, expected " + expected);
            }
            return null;
        }
    }

    /** What each element of an array of objects is made into. */
    @FunctionalInterface
    public interface Element<T> {
        T of(Payload payload, JsonObject element, String path);
    }

    /** An array that must be there and have elements. */
    public <T> List<T> objects(String name, Element<T> make) {
        JsonValue value = object.members().get(name);
        if (!(value instanceof JsonArray array) || array.elements().isEmpty()) {
            problems.add(name + " is " + kind(value) + ", expected an array of one or more objects");
            return List.of();
        }
        List<T> made = new ArrayList<>();
        for (int i = 0; i < array.elements().size(); i++) {
            String path = name + "/" + i;
            if (array.elements().get(i) instanceof JsonObject element) {
                made.add(make.of(this, element, path + "/"));
            } else {
                problems.add(path + " is " + array.elements().get(i).kind() + ", expected an object");
            }
        }
        return made;
    }

    public String text(JsonObject in, String path, String name) {
        JsonValue value = in.members().get(name);
        if (value instanceof JsonString(String text) && !text.isBlank()) {
            return text;
        }
        problems.add(path + name + " is " + (value instanceof JsonString ? "blank" : kind(value)) + ", expected text");
        return "";
    }

    /** A whole number from 1 to {@code most} that must be there; 0 if it isn't. */
    public int number(JsonObject in, String path, String name, int most) {
        JsonValue value = in.members().get(name);
        if (value instanceof JsonNumber number) {
            OptionalLong whole = number.asLong();
            if (whole.isPresent() && whole.getAsLong() >= 1 && whole.getAsLong() <= most) {
                return (int) whole.getAsLong();
            }
        }
        problems.add(path + name + " is " + (value instanceof JsonNumber ? "another number" : kind(value))
                + ", expected a whole number from 1 to " + most);
        return 0;
    }

    /** The value, which is there after {@link #check()}. */
    public static <T> T checked(@Nullable T value) {
        return Objects.requireNonNull(value, "check() lets nothing go on without it");
    }

    /**
     * Ends the reading.
     *
     * @throws IllegalArgumentException if anything was wrong; the message names all of it
     */
    public void check() {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(function + ": payload: " + String.join("; ", problems));
        }
    }

    private static String kind(@Nullable JsonValue value) {
        if (value == null) {
            return "missing";
        }
        return value instanceof JsonArray(List<JsonValue> elements) && elements.isEmpty()
                ? "an empty array"
                : value.kind();
    }
}
