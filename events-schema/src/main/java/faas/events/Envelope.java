package faas.events;

import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of an event as they stand in JSON, its data still unread, since the type says how to read them.
 * Attributes that it does not name are ignored. CloudEvents attribute names have lower-case letters and digits only.
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

    /** Writes the attributes of the event and the name of its data, whose value is to follow. */
    static void writeUpToData(CloudEvent event, JsonWriter writer) {
        EventContext context = event.context();
        text(writer, "specversion", SPEC_VERSION);
        text(writer, "id", event.id());
        text(writer, "source", event.source());
        text(writer, "type", event.type().wireName());
        text(writer, "subject", event.subject());
        text(writer, "time", event.time().toString());
        text(writer, "datacontenttype", CONTENT_TYPE);
        text(writer, "traceparent", context.traceparent());
        text(writer, "correlationid", context.correlationId());
        text(writer, "causationid", context.causationId());
        writer.name("data");
    }

    static Envelope read(FieldReader in) {
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
        JsonReader reader = in.reader();
        in.beginObject();
        while (reader.hasNextField()) {
            switch (in.nextField()) {
                case "specversion" -> specversion = in.text();
                case "id" -> id = in.text();
                case "source" -> source = in.text();
                case "type" -> type = in.text();
                case "subject" -> subject = in.text();
                case "time" -> time = in.text();
                case "traceparent" -> traceparent = in.text();
                case "correlationid" -> correlationid = in.text();
                case "causationid" -> causationid = in.text();
                case "data" -> data = in.raw();
                default -> in.skip();
            }
        }
        reader.endObject();
        return new Envelope(
                specversion, id, source, type, subject, time, traceparent, correlationid, causationid, data);
    }

    private static void text(JsonWriter writer, String name, String value) {
        writer.name(name);
        writer.value(value);
    }
}
