package io.orderchannel.events;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Checks shared by the records and their readers, so that a message names the field and what was found. */
final class Fields {
    private Fields() {}

    /** A component that must be there; null comes from a caller or a document that lacks the field. */
    static void present(@Nullable Object value, String field) {
        required(value, field);
    }

    /** The value of a field that must be there. */
    static <T> T required(@Nullable T value, String field) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        if (value instanceof String text && text.isBlank()) {
            throw new IllegalArgumentException(field + " is blank");
        }
        return value;
    }

    static void atLeast(long bound, long value, String field) {
        if (value < bound) {
            throw new IllegalArgumentException(field + " is " + value + ", expected at least " + bound);
        }
    }

    /** The constant of that name. */
    static <E extends Enum<E>> E constant(E[] constants, String name, String field) {
        for (E constant : constants) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(field + " is '" + name + "', expected one of " + Arrays.toString(constants));
    }
}
