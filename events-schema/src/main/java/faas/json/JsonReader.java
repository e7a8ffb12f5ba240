package faas.json;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * Reads the members of a JSON object into typed values. A member that is wrong is noted, and the getter returns a
 * harmless value in its place (empty text, 0, false, an object without members), so that one answer names all that is
 * wrong. {@link #read} returns nothing that was made of such values. Other members are ignored. For one thread.
 *
 * <p>The text is exactly JSON (<a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>), at most
 * {@value JsonObject#DEEPEST} levels deep, with no name twice in one object and nothing after its end.
 */
public final class JsonReader {
    /** By name: a String, Digits, Boolean, Map or List, or {@link JsonToken#VALUE_NULL}. */
    private final Map<String, Object> members;

    private final String pointer;
    private final List<FieldError> errors;

    /** A number as it is written, since a conversion may lose digits. */
    private record Digits(String text) {}

    private JsonReader(Map<String, Object> members, String pointer, List<FieldError> errors) {
        this.members = members;
        this.pointer = pointer;
        this.errors = errors;
    }

    /**
     * What {@code make} makes of the object that the text holds. An IllegalArgumentException of {@code make} counts as
     * what is wrong with the object.
     *
     * @param what is expected, for the message: {@code event}
     * @throws UnreadableJsonException if the text is no JSON object, or anything is wrong with its members
     */
    public static <T> T read(String what, String text, Function<JsonReader, T> make) {
        Object value = parse(what, text);
        if (!(value instanceof Map<?, ?> object)) {
            throw new UnreadableJsonException(
                    what, List.of(new FieldError("#", "must be an object, is " + kind(value))));
        }
        List<FieldError> errors = new ArrayList<>();
        try {
            Optional<T> made = of(object, "#", errors).made(make);
            if (made.isPresent() && errors.isEmpty()) {
                return made.get();
            }
        } catch (RuntimeException failure) {
            // What is thrown at a harmless value is of no interest.
            if (errors.isEmpty()) {
                throw failure;
            }
        }
        throw new UnreadableJsonException(what, errors);
    }

    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** A text that must be there and not be blank. */
    public String text(String name) {
        return text(name, text -> {
            if (text.isBlank()) {
                throw new IllegalArgumentException("must not be blank");
            }
            return text;
        });
    }

    /** A text that must be there, and that {@code check} returns, or refuses by IllegalArgumentException. */
    public String text(String name, UnaryOperator<String> check) {
        return converted(name, "", check);
    }

    /** A text that may be missing or null. */
    public @Nullable String optionalText(String name) {
        return members.getOrDefault(name, JsonToken.VALUE_NULL) == JsonToken.VALUE_NULL ? null : text(name);
    }

    /** A time that must be there, UTC: {@code 2026-03-01T09:30:00Z}. */
    public Instant instant(String name) {
        return converted(
                name, Instant.EPOCH, text -> parsed(text, Instant::parse, "a time such as 2026-03-01T09:30:00Z"));
    }

    /** A day that must be there: {@code 2026-03-01}. */
    public LocalDate date(String name) {
        return converted(name, LocalDate.EPOCH, text -> parsed(text, LocalDate::parse, "a day such as 2026-03-01"));
    }

    /** The constant whose name must be there. */
    public <E extends Enum<E>> E constant(String name, E[] constants) {
        return converted(name, constants[0], text -> {
            for (E constant : constants) {
                if (constant.name().equals(text)) {
                    return constant;
                }
            }
            throw new IllegalArgumentException("must be one of " + Arrays.toString(constants));
        });
    }

    /** A whole number from {@code least} to {@code most} that must be there; {@code 1.0} and {@code 1e3} are whole. */
    public long number(String name, long least, long most) {
        return number(name, number -> {
            if (number < least || number > most) {
                throw new IllegalArgumentException("must be from " + least + " to " + most);
            }
            return number;
        });
    }

    /** A whole number that must be there, and that {@code check} returns, or refuses by IllegalArgumentException. */
    public long number(String name, LongUnaryOperator check) {
        return member(name, Digits.class, "a whole number", 0L, digits -> check.applyAsLong(whole(digits)));
    }

    /** True or false; {@code absent} if the member is not there. */
    public boolean flag(String name, boolean absent) {
        return has(name) ? member(name, Boolean.class, "true or false", absent, truth -> truth) : absent;
    }

    /** An object that must be there. */
    public JsonReader object(String name) {
        JsonReader none = new JsonReader(Map.of(), pointer, new ArrayList<>());
        return member(name, Map.class, "an object", none, object -> child(object, name));
    }

    /** What {@code make} makes of each object of an array that must be there, {@code least} to {@code most} long. */
    public <T> List<T> objects(String name, int least, int most, Function<JsonReader, T> make) {
        List<?> items = member(name, List.class, "an array", List.of(), array -> {
            if (array.size() < least || array.size() > most) {
                throw new IllegalArgumentException(
                        "must have " + least + " to " + most + " items, has " + array.size());
            }
            return array;
        });
        List<T> made = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Map<?, ?> item) {
                child(item, name + "/" + i).made(make).ifPresent(made::add);
            } else {
                wrong(name + "/" + i, "must be an object, is " + kind(items.get(i)));
            }
        }
        return made;
    }

    /** Notes what is wrong with a member. */
    public void wrong(String name, String detail) {
        errors.add(new FieldError(pointer + "/" + name, detail));
    }

    private <T> Optional<T> made(Function<JsonReader, T> make) {
        int before = errors.size();
        try {
            return Optional.of(make.apply(this));
        } catch (IllegalArgumentException wrong) {
            if (errors.size() == before) {
                errors.add(new FieldError(pointer, String.valueOf(wrong.getMessage())));
            }
            return Optional.empty();
        }
    }

    private <V, T> T member(String name, Class<V> type, String expected, T placeholder, Function<V, T> convert) {
        @Nullable Object value = members.get(name);
        if (!type.isInstance(value)) {
            wrong(name, value == null ? "is missing" : "must be " + expected + ", is " + kind(value));
            return placeholder;
        }
        try {
            return convert.apply(type.cast(value));
        } catch (IllegalArgumentException wrong) {
            wrong(name, String.valueOf(wrong.getMessage()));
            return placeholder;
        }
    }

    private <T> T converted(String name, T placeholder, Function<String, T> convert) {
        return member(name, String.class, "a string", placeholder, convert);
    }

    private JsonReader child(Map<?, ?> object, String name) {
        return of(object, pointer + "/" + name, errors);
    }

    /** Of a map that {@link #value} made, so its keys are names of members. */
    @SuppressWarnings("unchecked")
    private static JsonReader of(Map<?, ?> object, String pointer, List<FieldError> errors) {
        return new JsonReader((Map<String, Object>) object, pointer, errors);
    }

    private static <T> T parsed(String text, Function<String, T> parse, String expected) {
        try {
            return parse.apply(text);
        } catch (DateTimeException _) {
            throw new IllegalArgumentException("must be " + expected);
        }
    }

    private static long whole(Digits digits) {
        try {
            return new BigDecimal(digits.text()).longValueExact();
        } catch (ArithmeticException | NumberFormatException _) {
            throw new IllegalArgumentException("must be a whole number within 64 bits");
        }
    }

    private static String kind(Object value) {
        return switch (value) {
            case String _ -> "a string";
            case Digits _ -> "a number";
            case Boolean _ -> "a boolean";
            case Map<?, ?> _ -> "an object";
            case List<?> _ -> "an array";
            default -> "null";
        };
    }

    private static Object parse(String what, String text) {
        try (JsonParser in = JsonObject.FACTORY.createParser(ObjectReadContext.empty(), text)) {
            try {
                in.nextToken();
                Object value = value(in);
                if (in.nextToken() != null) {
                    throw new IllegalArgumentException("goes on after its end");
                }
                return value;
            } catch (IllegalArgumentException | JacksonException refused) {
                // Without the library's message, which cites the text.
                String reason = refused instanceof StreamConstraintsException
                        ? "is nested deeper than " + JsonObject.DEEPEST + " levels or too long"
                        : refused instanceof JacksonException ? "is not JSON" : refused.getMessage();
                long position = in.currentLocation().getCharOffset() + 1;
                throw new UnreadableJsonException(
                        what, List.of(new FieldError("#", reason + ", near character " + position)));
            }
        }
    }

    private static Object value(JsonParser in) {
        @Nullable JsonToken token = in.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, Object> members = new LinkedHashMap<>();
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String name = in.currentName();
                in.nextToken();
                if (members.put(name, value(in)) != null) {
                    throw new IllegalArgumentException("has a name twice in one object");
                }
            }
            return members;
        }
        if (token == JsonToken.START_ARRAY) {
            List<Object> items = new ArrayList<>();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                items.add(value(in));
            }
            return items;
        }
        if (token == JsonToken.VALUE_STRING) {
            return in.getString();
        }
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            return new Digits(in.getString());
        }
        if (token == null) {
            throw new IllegalArgumentException("ends too early");
        }
        return token == JsonToken.VALUE_NULL ? token : (Object) (token == JsonToken.VALUE_TRUE);
    }
}
