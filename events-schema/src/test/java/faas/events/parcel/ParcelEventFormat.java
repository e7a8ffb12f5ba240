package faas.events.parcel;

import faas.events.EventData;
import faas.events.EventFormat;
import faas.events.EventType;
import faas.events.FieldReader;
import faas.events.Fields;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The planted context's events in JSON, at each stage of the change from the first version of its type to the second.
 */
public final class ParcelEventFormat implements EventFormat {
    private final List<ParcelEventType> types;
    private final boolean convertsToV1;

    /** Both versions, and what is stored as the second is also published as the first. */
    public ParcelEventFormat() {
        this(List.of(ParcelEventType.values()), true);
    }

    private ParcelEventFormat(List<ParcelEventType> types, boolean convertsToV1) {
        this.types = types;
        this.convertsToV1 = convertsToV1;
    }

    /** Before the change: the first version only. */
    public static ParcelEventFormat beforeV2() {
        return new ParcelEventFormat(List.of(ParcelEventType.SENT_V1), false);
    }

    /** Only the second version is published, and events of the first may still be stored or in queues. */
    public static ParcelEventFormat withoutConversion() {
        return new ParcelEventFormat(List.of(ParcelEventType.values()), false);
    }

    /** After the change: the second version only. */
    public static ParcelEventFormat afterV1() {
        return new ParcelEventFormat(List.of(ParcelEventType.SENT_V2), false);
    }

    @Override
    public List<ParcelEventType> types() {
        return types;
    }

    @Override
    public List<EventData> olderVersions(EventData data) {
        return convertsToV1 && data instanceof ParcelSent.V2 sent ? List.of(sent.asV1()) : List.of();
    }

    @Override
    public void write(EventData data, JsonWriter writer) {
        ParcelSent sent = (ParcelSent) data;
        writer.beginObject();
        writer.name("parcelId");
        writer.value(sent.parcelId());
        writer.name("version");
        writer.value(sent.version());
        writer.name("recipient");
        writer.value(sent.recipient());
        switch (sent) {
            case ParcelSent.V1 v1 -> {
                writer.name("size");
                writer.value(v1.size().name());
            }
            case ParcelSent.V2 v2 -> {
                writer.name("grams");
                writer.value(v2.grams());
            }
        }
        writer.endObject();
    }

    @Override
    public ParcelSent read(EventType type, FieldReader in) {
        @Nullable String parcelId = null;
        @Nullable Long version = null;
        @Nullable String recipient = null;
        @Nullable String size = null;
        @Nullable Long grams = null;
        JsonReader reader = in.reader();
        in.beginObject();
        while (reader.hasNextField()) {
            switch (in.nextField()) {
                case "parcelId" -> parcelId = in.text();
                case "version" -> version = in.number();
                case "recipient" -> recipient = in.text();
                case "size" -> size = in.text();
                case "grams" -> grams = in.number();
                default -> in.skip();
            }
        }
        reader.endObject();
        String id = Fields.required(parcelId, "parcelId");
        long at = Fields.required(version, "version");
        String to = Fields.required(recipient, "recipient");
        return type == ParcelEventType.SENT_V1
                ? new ParcelSent.V1(
                        id, at, to, Fields.constant(ParcelSent.Size.values(), Fields.required(size, "size"), "size"))
                : new ParcelSent.V2(id, at, to, Fields.required(grams, "grams"));
    }
}
