package faas.events.parcel;

import faas.events.EventData;
import faas.events.EventFormat;
import faas.events.EventType;
import faas.json.JsonObject;
import faas.json.JsonReader;
import java.util.List;

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
    public JsonObject write(EventData data) {
        ParcelSent sent = (ParcelSent) data;
        JsonObject json = new JsonObject()
                .put("parcelId", sent.parcelId())
                .put("version", sent.version())
                .put("recipient", sent.recipient());
        return switch (sent) {
            case ParcelSent.V1 v1 -> json.put("size", v1.size());
            case ParcelSent.V2 v2 -> json.put("grams", v2.grams());
        };
    }

    @Override
    public ParcelSent read(EventType type, JsonReader in) {
        String id = in.text("parcelId");
        long version = in.number("version", Long.MIN_VALUE, Long.MAX_VALUE);
        String recipient = in.text("recipient");
        return type == ParcelEventType.SENT_V1
                ? new ParcelSent.V1(id, version, recipient, in.constant("size", ParcelSent.Size.values()))
                : new ParcelSent.V2(id, version, recipient, in.number("grams", Long.MIN_VALUE, Long.MAX_VALUE));
    }
}
