package faas.kit.json;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A JSON value as {@link JsonParser} reads it. */
public sealed interface JsonValue {

    /** What kind of value it is, for messages: {@code a string}. */
    String kind();

    /** Members in the order of the text; no name is there twice. */
    record JsonObject(Map<String, JsonValue> members) implements JsonValue {
        @Override
        public String kind() {
            return "an object";
        }
    }

    /** Elements in the order of the text. */
    record JsonArray(List<JsonValue> elements) implements JsonValue {
        @Override
        public String kind() {
            return "an array";
        }
    }

    /** Text with its escapes resolved; may hold half a surrogate pair. */
    record JsonString(String value) implements JsonValue {
        @Override
        public String kind() {
            return "a string";
        }
    }

    /** A number as it is written, since a conversion may cost much or lose digits. */
    record JsonNumber(String text) implements JsonValue {

        /** A long has 19 digits; what is written with many more is none, or is written to keep the reader busy. */
        private static final int LONGEST = 40;

        @Override
        public String kind() {
            return "a number";
        }

        /** The value, if it is a whole number in the range of a long; {@code 1.0} and {@code 1e3} are. */
        public OptionalLong asLong() {
            if (text.length() > LONGEST) {
                return OptionalLong.empty();
            }
            try {
                return OptionalLong.of(new BigDecimal(text).longValueExact());
            } catch (ArithmeticException | NumberFormatException notALong) {
                return OptionalLong.empty();
            }
        }
    }

    /** true or false. */
    record JsonBoolean(boolean value) implements JsonValue {
        @Override
        public String kind() {
            return "a boolean";
        }
    }

    /** null. */
    record JsonNull() implements JsonValue {
        @Override
        public String kind() {
            return "null";
        }
    }
}
