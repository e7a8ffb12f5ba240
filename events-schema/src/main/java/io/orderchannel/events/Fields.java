package io.orderchannel.events;

import org.jspecify.annotations.Nullable;

/** Checks shared by the records, so that a message names the field and what was found. */
final class Fields {
    private Fields() {}

    /** The JSON reader hands over null for a field that the document lacks, whatever the type says. */
    static void present(@Nullable Object value, String field) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        if (value instanceof String text && text.isBlank()) {
            throw new IllegalArgumentException(field + " is blank");
        }
    }

    static void atLeast(long bound, long value, String field) {
        if (value < bound) {
            throw new IllegalArgumentException(field + " is " + value + ", expected at least " + bound);
        }
    }
}
