package io.orderchannel.events;

import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.json.PropertyNames;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of an event as they stand in JSON, its data still unread, since the type says how to read them. Attributes
 * that it does not name are ignored. CloudEvents attribute names have lower-case letters and digits only.
 */
record Envelope(
        @Nullable String specversion,
        @Nullable String id,
        @Nullable String source,
        @Nullable String type,
        @Nullable String subject,
        @Nullable String time,
        @Nullable String traceparent,
        @Nullable String correlationid,
        @Nullable String causationid,
        @Nullable String data) {

    static final String SPEC_VERSION = "1.0";
    private static final String CONTENT_TYPE = "application/json";

    /** The attribute names, in the order in which they are written. */
    static PropertyNames names(Jsonb jsonb) {
        return jsonb.properties(
                "specversion",
                "id",
                "source",
                "type",
                "subject",
                "time",
                "datacontenttype",
                "traceparent",
                "correlationid",
                "causationid",
                "data");
    }

    /**
     * Writes the event. By hand because a generated adapter would need the data as ready-made JSON, and the library writes
     * such a raw value one byte a character, which destroys every letter outside ASCII.
     */
    static <T> void write(CloudEvent event, JsonType<T> dataType, T data, PropertyNames names, JsonWriter writer) {
        EventContext context = event.context();
        writer.beginObject(names);
        text(writer, 0, SPEC_VERSION);
        text(writer, 1, event.id());
        text(writer, 2, event.source());
        text(writer, 3, event.type().wireName());
        text(writer, 4, event.subject());
        text(writer, 5, event.time().toString());
        text(writer, 6, CONTENT_TYPE);
        text(writer, 7, context.traceparent());
        text(writer, 8, context.correlationId());
        text(writer, 9, context.causationId());
        writer.name(10);
        dataType.toJson(data, writer);
        writer.endObject();
    }

    static Envelope read(JsonReader reader) {
        @Nullable String specversion = null;
        @Nullable String id = null;
        @Nullable String source = null;
        @Nullable String type = null;
        @Nullable String subject = null;
        @Nullable String time = null;
        @Nullable String traceparent = null;
        @Nullable String correlationid = null;
        @Nullable String causationid = null;
        @Nullable String data = null;
        reader.beginObject();
        while (reader.hasNextField()) {
            switch (reader.nextField()) {
                case "specversion" -> specversion = reader.readString();
                case "id" -> id = reader.readString();
                case "source" -> source = reader.readString();
                case "type" -> type = reader.readString();
                case "subject" -> subject = reader.readString();
                case "time" -> time = reader.readString();
                case "traceparent" -> traceparent = reader.readString();
                case "correlationid" -> correlationid = reader.readString();
                case "causationid" -> causationid = reader.readString();
                case "data" -> data = reader.readRaw();
                default -> reader.skipValue();
            }
        }
        reader.endObject();
        return new Envelope(
                specversion, id, source, type, subject, time, traceparent, correlationid, causationid, data);
    }

    private static void text(JsonWriter writer, int name, String value) {
        writer.name(name);
        writer.value(value);
    }
}
