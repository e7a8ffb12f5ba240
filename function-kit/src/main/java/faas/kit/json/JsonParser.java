package faas.kit.json;

import faas.kit.json.JsonValue.JsonArray;
import faas.kit.json.JsonValue.JsonBoolean;
import faas.kit.json.JsonValue.JsonNull;
import faas.kit.json.JsonValue.JsonNumber;
import faas.kit.json.JsonValue.JsonObject;
import faas.kit.json.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what a stranger sends: exactly JSON (<a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>) and nothing else, of bounded
 * depth, with no name twice in one object.
 *
 * <p>The library that reads our own events is no use at the door: it takes text that is not JSON ({@code {"a":1}x}, {@code {,}}, raw line
 * breaks in strings), stops at the first wrong field, and recurses as deep as the text says.
 */
public final class JsonParser {
    private static final int DEEPEST = 16;

    private final String text;
    private int position;

    private JsonParser(String text) {
        this.text = text;
    }

    /**
     * The value that the text is.
     *
     * @throws JsonSyntaxException if it is not one JSON value, is nested deeper than {@value #DEEPEST} levels, or names a member twice
     */
    public static JsonValue parse(String text) {
        JsonParser parser = new JsonParser(text);
        JsonValue value = parser.value(1);
        parser.skipSpace();
        if (parser.position < text.length()) {
            throw parser.expected("the end");
        }
        return value;
    }

    private JsonValue value(int depth) {
        if (depth > DEEPEST) {
            throw expected("at most " + DEEPEST + " levels");
        }
        skipSpace();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> new JsonString(string());
            case 't' -> literal("true", new JsonBoolean(true));
            case 'f' -> literal("false", new JsonBoolean(false));
            case 'n' -> literal("null", new JsonNull());
            default -> number();
        };
    }

    private JsonObject object(int depth) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        position++;
        if (!nextIs('}')) {
            do {
                skipSpace();
                if (peek() != '"') {
                    throw expected("a name in double quotes");
                }
                String name = string();
                if (!nextIs(':')) {
                    throw expected("':'");
                }
                if (members.put(name, value(depth + 1)) != null) {
                    throw expected("no name twice in one object");
                }
            } while (nextIs(','));
            if (!nextIs('}')) {
                throw expected("',' or '}'");
            }
        }
        return new JsonObject(members);
    }

    private JsonArray array(int depth) {
        List<JsonValue> elements = new ArrayList<>();
        position++;
        if (!nextIs(']')) {
            do {
                elements.add(value(depth + 1));
            } while (nextIs(','));
            if (!nextIs(']')) {
                throw expected("',' or ']'");
            }
        }
        return new JsonArray(elements);
    }

    private String string() {
        StringBuilder value = new StringBuilder();
        position++;
        while (peek() != '"') {
            char c = text.charAt(position++);
            if (c < ' ') {
                position--;
                throw expected("control characters as escapes");
            }
            value.append(c == '\\' ? escaped() : c);
        }
        position++;
        return value.toString();
    }

    private char escaped() {
        char c = peek();
        position++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hex();
            default -> {
                position--;
                throw expected("an escape");
            }
        };
    }

    private char hex() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            char c = peek();
            // Character.digit would take digits of every script.
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw expected("four hexadecimal digits");
            }
            value = value * 16 + digit;
            position++;
        }
        return (char) value;
    }

    private JsonNumber number() {
        int start = position;
        skip('-');
        if (!skip('0')) {
            digits("a value");
        }
        if (skip('.')) {
            digits("a digit");
        }
        if (skip('e') || skip('E')) {
            if (!skip('+')) {
                skip('-');
            }
            digits("a digit");
        }
        return new JsonNumber(text.substring(start, position));
    }

    private void digits(String what) {
        int start = position;
        while (position < text.length() && isDigit(text.charAt(position))) {
            position++;
        }
        if (position == start) {
            throw expected(what);
        }
    }

    private JsonValue literal(String word, JsonValue value) {
        if (!text.startsWith(word, position)) {
            throw expected("a value");
        }
        position += word.length();
        return value;
    }

    /** Steps over the character if it stands here. */
    private boolean skip(char wanted) {
        boolean found = position < text.length() && text.charAt(position) == wanted;
        if (found) {
            position++;
        }
        return found;
    }

    /** Steps over the character if it comes next but for white space. */
    private boolean nextIs(char wanted) {
        skipSpace();
        return skip(wanted);
    }

    private void skipSpace() {
        while (position < text.length() && isSpace(text.charAt(position))) {
            position++;
        }
    }

    private char peek() {
        if (position >= text.length()) {
            throw new JsonSyntaxException("ends at character " + (text.length() + 1) + ", expected more");
        }
        return text.charAt(position);
    }

    private JsonSyntaxException expected(String what) {
        return new JsonSyntaxException("at character " + (position + 1) + ": expected " + what);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
