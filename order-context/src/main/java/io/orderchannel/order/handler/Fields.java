package io.orderchannel.order.handler;

import faas.kit.http.FieldError;
import faas.kit.json.JsonValue;
import faas.kit.json.JsonValue.JsonArray;
import faas.kit.json.JsonValue.JsonBoolean;
import faas.kit.json.JsonValue.JsonNumber;
import faas.kit.json.JsonValue.JsonObject;
import faas.kit.json.JsonValue.JsonString;
import io.orderchannel.order.domain.InvalidValue;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Turns JSON values into values of the domain, goes on after a wrong one, and collects what is wrong with each. */
record Fields(List<FieldError> errors) {

    /** The member of that name, if it is there and {@code convert} accepts it. */
    <T> Optional<T> required(JsonObject object, String pointer, String name, Function<JsonValue, T> convert) {
        JsonValue value = object.members().get(name);
        if (value == null) {
            wrong(pointer + "/" + name, "is missing");
            return Optional.empty();
        }
        return checked(pointer + "/" + name, value, convert);
    }

    <T> Optional<T> checked(String pointer, JsonValue value, Function<JsonValue, T> convert) {
        return valid(pointer, () -> convert.apply(value));
    }

    <T> Optional<T> valid(String pointer, Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (InvalidValue e) {
            wrong(pointer, e.detail());
            return Optional.empty();
        }
    }

    void wrong(String pointer, String detail) {
        errors.add(new FieldError(pointer, detail));
    }

    boolean anyWrongBelow(String pointer) {
        for (FieldError error : errors) {
            if (error.pointer().startsWith(pointer)) {
                return true;
            }
        }
        return false;
    }

    static JsonObject object(JsonValue value) {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw new InvalidValue("must be an object, is " + value.kind());
    }

    static JsonArray array(JsonValue value) {
        if (value instanceof JsonArray array) {
            return array;
        }
        throw new InvalidValue("must be an array, is " + value.kind());
    }

    static String text(JsonValue value) {
        if (value instanceof JsonString string) {
            return string.value();
        }
        throw new InvalidValue("must be a string, is " + value.kind());
    }

    static boolean truth(JsonValue value) {
        if (value instanceof JsonBoolean truth) {
            return truth.value();
        }
        throw new InvalidValue("must be true or false, is " + value.kind());
    }

    static long wholeNumber(JsonValue value) {
        if (value instanceof JsonNumber number) {
            return number.asLong().orElseThrow(() -> new InvalidValue("must be a whole number within 64 bits"));
        }
        throw new InvalidValue("must be a whole number, is " + value.kind());
    }
}
