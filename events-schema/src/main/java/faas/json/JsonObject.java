package faas.json;

import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** A JSON object that is written member by member; {@link #toString()} is its text in one line. For one thread. */
public final class JsonObject {
    /** Levels of objects and arrays that a text may have. A contract's documents have about 5. */
    static final int DEEPEST = 32;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            // Senders choose names: a table of them would grow with the process.
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            // XML does not allow the two beyond, so SQS refuses messages that hold them.
            .highestNonEscapedChar('\uFFFD')
            .build();

    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    /**
     * Adds a member.
     *
     * @param value a String, Number, Boolean, JsonObject, List of these, or null; anything else is written as text
     */
    public JsonObject put(String name, @Nullable Object value) {
        members.put(name, value);
        return this;
    }

    /** Adds a member unless its value is null. */
    public JsonObject putPresent(String name, @Nullable Object value) {
        return value == null ? this : put(name, value);
    }

    @Override
    public String toString() {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(this, out);
        }
        return text.toString();
    }

    // No switch: the first pattern switch of a process costs some 10 ms of a cold start.
    @SuppressWarnings("IfChainToSwitch")
    private static void write(@Nullable Object value, JsonGenerator out) {
        if (value instanceof JsonObject object) {
            out.writeStartObject();
            object.members.forEach((name, member) -> {
                out.writeName(name);
                write(member, out);
            });
            out.writeEndObject();
        } else if (value instanceof List<?> elements) {
            out.writeStartArray();
            elements.forEach(element -> write(element, out));
            out.writeEndArray();
        } else if (value instanceof Long || value instanceof Integer) {
            out.writeNumber(((Number) value).longValue());
        } else if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            out.writeNumber(number.toString());
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else if (value == null) {
            out.writeNull();
        } else {
            // JSON has no NaN and no infinity.
            out.writeString(value.toString());
        }
    }
}
