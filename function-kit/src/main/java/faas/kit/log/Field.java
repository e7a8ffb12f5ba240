package faas.kit.log;

import org.jspecify.annotations.Nullable;

/**
 * One named value of a log line: an id, a count, a state; never personal data.
 *
 * @param name member of the JSON object
 * @param value a String, Number, Boolean or null; anything else is written as its text
 */
public record Field(String name, @Nullable Object value) {
    /** The field with that name and value. */
    public static Field field(String name, @Nullable Object value) {
        return new Field(name, value);
    }
}
