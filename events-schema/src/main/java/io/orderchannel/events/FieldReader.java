package io.orderchannel.events;

import io.avaje.json.JsonReader;
import org.jspecify.annotations.Nullable;

/** A JSON reader that knows which field it is at, since the library's messages do not say. For one document. */
final class FieldReader {
    private final JsonReader reader;
    private String field = "the document";

    FieldReader(JsonReader reader) {
        this.reader = reader;
    }

    JsonReader reader() {
        return reader;
    }

    /** Moves to the next field. */
    String nextField() {
        field = reader.nextField();
        return field;
    }

    /** The field that was moved to last. */
    String field() {
        return field;
    }

    /** The text that the field holds; null if it holds null, which counts as missing. */
    @Nullable
    String text() {
        return reader.isNullValue() ? null : reader.readString();
    }

    /** The truth value that the field holds; null if it holds null, which counts as missing. */
    @Nullable
    Boolean flag() {
        return reader.isNullValue() ? null : reader.readBoolean();
    }

    /** The whole number that the field holds; null if it holds null, which counts as missing. */
    @Nullable
    Long number() {
        return reader.isNullValue() ? null : reader.readLong();
    }
}
