package faas.events;

import faas.json.JsonObject;
import faas.json.JsonReader;
import faas.json.UnreadableJsonException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events to and from structured CloudEvents JSON (<a
 * href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">JSON event format</a>), of
 * the contexts whose formats it is built with. Attributes and fields that a format does not name are ignored. Safe for
 * use by several threads.
 */
public final class EventCodec {
    private static final String SPEC_VERSION = "1.0";

    private final List<EventFormat> formats;

    /** Reads and writes the events of these formats; an event of any other is of an unknown type. */
    public EventCodec(EventFormat... formats) {
        this.formats = List.of(formats);
    }

    /**
     * The event as one line of JSON.
     *
     * @throws IllegalArgumentException if no format has its type
     */
    public String encode(CloudEvent event) {
        JsonObject envelope = new JsonObject()
                .put("specversion", SPEC_VERSION)
                .put("id", event.id())
                .put("source", event.source())
                .put("type", event.type().wireName())
                .put("subject", event.subject())
                .put("time", event.time())
                .put("datacontenttype", "application/json");
        write(event.context(), envelope);
        return envelope.put("data", format(event.type()).write(event.data())).toString();
    }

    /**
     * The same event in older versions of its type, newest first. Each has the event's own id, so that a consumer that
     * gets several versions tells a repeat.
     */
    public List<CloudEvent> olderVersions(CloudEvent event) {
        List<EventData> older = format(event.type()).olderVersions(event.data());
        if (older.isEmpty()) {
            return List.of();
        }
        List<CloudEvent> events = new ArrayList<>(older.size());
        for (EventData data : older) {
            if (!data.type().unversionedName().equals(event.type().unversionedName())) {
                throw new IllegalArgumentException(data.type().wireName() + " is no version of "
                        + event.type().unversionedName());
            }
            events.add(
                    new CloudEvent(event.id(), event.source(), event.subject(), event.time(), event.context(), data));
        }
        return events;
    }

    /**
     * The event that the text holds.
     *
     * @throws UnreadableJsonException if it is no event of these formats; the message names every wrong field
     * @throws NotTakenException if it is an event whose type none of these formats has; its data is not looked at
     */
    public CloudEvent decode(String json) {
        return JsonReader.read("event", json, this::event);
    }

    private CloudEvent event(JsonReader in) {
        String specVersion = in.text("specversion", EventCodec::supported);
        String id = in.text("id");
        String source = in.text("source");
        String name = in.text("type");
        // What lacks an attribute that CloudEvents requires is no event, whatever its type.
        if (specVersion.isEmpty() || id.isBlank() || source.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException("is no CloudEvent");
        }
        EventType type = type(name, in);
        EventData data = format(type).read(type, in.object("data"));
        if (!data.type().equals(type)) {
            in.wrong("data", "has the state of " + data.type().wireName() + ", expected that of " + type.wireName());
        }
        return new CloudEvent(id, source, in.text("subject"), in.instant("time"), readContext(in), data);
    }

    /** The context that is among an object's members. */
    public static EventContext readContext(JsonReader in) {
        return new EventContext(in.text("traceparent"), in.text("correlationid"), in.text("causationid"));
    }

    /** Adds the context to an object's members. */
    public static void write(EventContext context, JsonObject out) {
        out.put("traceparent", context.traceparent())
                .put("correlationid", context.correlationId())
                .put("causationid", context.causationId());
    }

    private static String supported(String specVersion) {
        if (!specVersion.equals(SPEC_VERSION)) {
            throw new IllegalArgumentException("must be " + SPEC_VERSION);
        }
        return specVersion;
    }

    // A loop, not a switch over the data: the first pattern switch of a process costs some 10 ms of a cold start.
    private EventFormat format(EventType type) {
        for (EventFormat format : formats) {
            if (format.types().contains(type)) {
                return format;
            }
        }
        throw new IllegalArgumentException("no format of this codec has the type " + type.wireName());
    }

    private EventType type(String name, JsonReader in) {
        String unversioned = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        @Nullable EventType otherVersion = null;
        for (EventFormat format : formats) {
            for (EventType type : format.types()) {
                if (type.wireName().equals(name)) {
                    return type;
                }
                if (type.unversionedName().equals(unversioned)) {
                    otherVersion = type;
                }
            }
        }
        if (otherVersion == null) {
            // If another attribute is no text, it is no event of any type.
            List.of("subject", "time", "traceparent", "correlationid", "causationid")
                    .forEach(in::optionalText);
            throw new NotTakenException(name);
        }
        in.wrong("type", "is an unknown version of " + unversioned + ", known is " + otherVersion.wireName());
        throw new IllegalArgumentException("is of an unknown version");
    }
}
