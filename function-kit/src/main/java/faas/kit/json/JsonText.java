package faas.kit.json;

import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON object or array into one line. Enough for log lines, metrics and problem details, with no class to load
 * beyond itself; documents of the contract are written by events-schema.
 */
public final class JsonText {
    private final StringBuilder text;
    private boolean first = true;

    private JsonText(StringBuilder text) {
        this.text = text;
    }

    /** What one object's members are written with. */
    @FunctionalInterface
    public interface Members {
        void write(JsonText object);
    }

    /** The object with those members. */
    public static String object(Members members) {
        StringBuilder text = new StringBuilder(256);
        appendObject(text, members);
        return text.toString();
    }

    /** Adds a member; the value is a String, Number, Boolean or null, anything else is written as its text. */
    public JsonText put(String name, @Nullable Object value) {
        name(name);
        appendValue(text, value);
        return this;
    }

    /** Adds a member that is an object. */
    public JsonText putObject(String name, Members members) {
        name(name);
        appendObject(text, members);
        return this;
    }

    /** Adds a member that is an array with one object for each element. */
    public <T> JsonText putObjects(String name, Iterable<? extends T> elements, ElementMembers<T> members) {
        name(name);
        text.append('[');
        boolean firstElement = true;
        for (T element : elements) {
            if (!firstElement) {
                text.append(',');
            }
            firstElement = false;
            appendObject(text, object -> members.write(object, element));
        }
        text.append(']');
        return this;
    }

    /** Adds a member that is already JSON. */
    public JsonText putJson(String name, String json) {
        name(name);
        text.append(json);
        return this;
    }

    /** What one element's members are written with. */
    @FunctionalInterface
    public interface ElementMembers<T> {
        void write(JsonText object, T element);
    }

    private void name(String name) {
        if (!first) {
            text.append(',');
        }
        first = false;
        appendString(text, name);
        text.append(':');
    }

    private static void appendObject(StringBuilder text, Members members) {
        text.append('{');
        members.write(new JsonText(text));
        text.append('}');
    }

    private static void appendValue(StringBuilder text, @Nullable Object value) {
        if (value == null || value instanceof Boolean || isJsonNumber(value)) {
            text.append(value);
        } else {
            appendString(text, value.toString());
        }
    }

    /** JSON has no NaN and no infinity. */
    private static boolean isJsonNumber(Object value) {
        return value instanceof Number number && Double.isFinite(number.doubleValue());
    }

    private static void appendString(StringBuilder text, String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    // XML does not allow the last two characters, so SQS refuses messages that hold them.
                    if (c < ' ' || c == '\u2028' || c == '\u2029' || c >= '\uFFFE') {
                        appendEscape(text, c);
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }

    private static void appendEscape(StringBuilder text, char c) {
        text.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            text.append(Character.forDigit((c >> shift) & 0xF, 16));
        }
    }
}
