package faas.events;

import io.avaje.json.JsonException;
import io.avaje.json.JsonReader;
import io.avaje.json.stream.JsonStream;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A JSON reader that knows which field it is at and what it expects there. The library's messages cite the text around
 * a mistake, which may be a customer's data, and the library recurses as deep as the text nests. This reader's messages
 * name field, kind and position, and it bounds the depth. For one document.
 */
public final class FieldReader {
    /**
     * Levels of objects and arrays. A contract's documents have about 5; the rest is for fields that a reader skips.
     */
    static final int DEEPEST = 32;

    private final JsonReader reader;
    private String field = "the document";
    private String expected = "an object";

    private FieldReader(JsonReader reader) {
        this.reader = reader;
    }

    /**
     * What {@code read} makes of the text.
     *
     * @throws IllegalArgumentException if the text is not JSON, is nested deeper than {@value #DEEPEST} levels, or a
     *     field holds another kind of value than {@code read} asks for; the message holds no part of the text
     */
    public static <T> T read(JsonStream json, String text, Function<FieldReader, T> read) {
        if (isTooDeep(text)) {
            throw new IllegalArgumentException("nested deeper than " + DEEPEST + " levels");
        }
        try (JsonReader reader = json.reader(text)) {
            FieldReader fields = new FieldReader(reader);
            try {
                return read.apply(fields);
            } catch (JsonException broken) {
                // Without the cause, since whoever logs this exception would log its cause too.
                throw new IllegalArgumentException(fields.problem());
            }
        }
    }

    /** The reader beneath, for the ends of objects and arrays and the way to the next member. */
    public JsonReader reader() {
        return reader;
    }

    /** Moves to the next field. */
    public String nextField() {
        field = reader.nextField();
        expected = "a value";
        return field;
    }

    /** Passes over a field that the contract does not name. */
    public void skip() {
        // The sender chose its name, which may be a customer's data.
        field = "a field that the contract does not name";
        reader.skipValue();
    }

    /** The JSON that the field holds, as it stands there. */
    public String raw() {
        return reader.readRaw();
    }

    /** Begins the object that the field holds. */
    public void beginObject() {
        expected = "an object";
        reader.beginObject();
    }

    /** Begins the array that the field holds. */
    public void beginArray() {
        expected = "an array";
        reader.beginArray();
    }

    /** The text that the field holds; null if it holds null, which counts as missing. */
    public @Nullable String text() {
        expected = "a string";
        return reader.isNullValue() ? null : reader.readString();
    }

    /** The truth value that the field holds; null if it holds null, which counts as missing. */
    public @Nullable Boolean flag() {
        expected = "true or false";
        return reader.isNullValue() ? null : reader.readBoolean();
    }

    /** The whole number that the field holds; null if it holds null, which counts as missing. */
    public @Nullable Long number() {
        expected = "a whole number";
        return reader.isNullValue() ? null : reader.readLong();
    }

    private String problem() {
        return "at " + field + ", near character " + position() + ": expected " + expected;
    }

    /** The library names the position before the text that it cites. */
    private String position() {
        String location = reader.location();
        String before = "position: ";
        int start = location.indexOf(before) + before.length();
        int end = start;
        while (end < location.length() && Character.isDigit(location.charAt(end))) {
            end++;
        }
        return end == start ? "unknown" : location.substring(start, end);
    }

    /** Looks at the text once, before anything recurses into it. */
    private static boolean isTooDeep(String text) {
        int depth = 0;
        boolean inString = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inString) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    inString = false;
                }
            } else if (c == '"') {
                inString = true;
            } else if (c == '{' || c == '[') {
                depth++;
                if (depth > DEEPEST) {
                    return true;
                }
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
        return false;
    }
}
