package faas.events;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Checks for the records and their readers. A message names the field and what is expected, and holds no value. */
public final class Fields {
    private Fields() {}

    /** A component that must be there; null comes from a caller or a document that lacks the field. */
    public static void present(@Nullable Object value, String field) {
        required(value, field);
    }

    /** The value of a field that must be there. */
    public static <T> T required(@Nullable T value, String field) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        if (value instanceof String text && text.isBlank()) {
            throw new IllegalArgumentException(field + " is blank");
        }
        return value;
    }

    /** A number that must not be below {@code bound}. */
    public static void atLeast(long bound, long value, String field) {
        if (value < bound) {
            throw new IllegalArgumentException(field + " is out of range, expected at least " + bound);
        }
    }

    /** The time that the text states. */
    public static Instant instant(String text, String field) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException _) {
            throw new IllegalArgumentException(field + " is invalid, expected a time such as 2026-03-01T09:30:00Z");
        }
    }

    /** The day that the text states. */
    public static LocalDate date(String text, String field) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException _) {
            throw new IllegalArgumentException(field + " is invalid, expected a day such as 2026-03-01");
        }
    }

    /** The constant of that name. */
    public static <E extends Enum<E>> E constant(E[] constants, String name, String field) {
        for (E constant : constants) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(field + " is none of " + Arrays.toString(constants));
    }
}
