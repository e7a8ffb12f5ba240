package faas.events;

import faas.events.UnreadableEventException.Problem;
import io.avaje.json.JsonWriter;
import io.avaje.json.stream.JsonStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events to and from structured CloudEvents JSON (<a
 * href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">JSON event format</a>), of
 * the contexts whose formats it is built with. Fields that a format does not name are ignored. Safe for use by several
 * threads.
 */
public final class EventCodec {
    private final JsonStream json = JsonStream.builder().build();
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
        EventFormat format = format(event.type());
        StringWriter text = new StringWriter(1024);
        try (JsonWriter writer = json.writer(text)) {
            writer.beginObject();
            Envelope.writeUpToData(event, writer);
            format.write(event.data(), writer);
            writer.endObject();
        }
        return text.toString();
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
     * @throws UnreadableEventException if it is no event of these formats; the message names field and position and
     *     holds no part of the text
     */
    public CloudEvent decode(String json) {
        Envelope envelope = envelope(json);
        EventType type = type(envelope);
        try {
            EventFormat format = format(type);
            EventData data =
                    FieldReader.read(this.json, Fields.required(envelope.data(), "data"), in -> format.read(type, in));
            if (!data.type().equals(type)) {
                throw new IllegalArgumentException(
                        "the data's state is that of " + data.type().wireName());
            }
            return new CloudEvent(
                    Fields.required(envelope.id(), "id"),
                    Fields.required(envelope.source(), "source"),
                    Fields.required(envelope.subject(), "subject"),
                    Fields.instant(Fields.required(envelope.time(), "time"), "time"),
                    new EventContext(
                            Fields.required(envelope.traceparent(), "traceparent"),
                            Fields.required(envelope.correlationid(), "correlationid"),
                            Fields.required(envelope.causationid(), "causationid")),
                    data);
        } catch (IllegalArgumentException invalid) {
            throw new UnreadableEventException(
                    Problem.INVALID_FIELD, "event of type " + type.wireName() + ": " + invalid.getMessage());
        }
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

    private Envelope envelope(String text) {
        try {
            return FieldReader.read(json, text, Envelope::read);
        } catch (IllegalArgumentException broken) {
            throw new UnreadableEventException(Problem.BAD_JSON, "not a CloudEvent in JSON: " + broken.getMessage());
        }
    }

    private EventType type(Envelope envelope) {
        if (!Envelope.SPEC_VERSION.equals(envelope.specversion())) {
            throw new UnreadableEventException(
                    Problem.UNKNOWN_SPECVERSION, "event: specversion is not " + Envelope.SPEC_VERSION);
        }
        try {
            String name = Fields.required(envelope.type(), "type");
            // CloudEvents requires these of every event, so what lacks one is none, whatever its type.
            Fields.required(envelope.id(), "id");
            Fields.required(envelope.source(), "source");
            return ofWireName(name);
        } catch (IllegalArgumentException missing) {
            throw new UnreadableEventException(Problem.INVALID_FIELD, "event: " + missing.getMessage());
        }
    }

    private EventType ofWireName(String name) {
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
            throw UnreadableEventException.unknownType(name);
        }
        throw new UnreadableEventException(
                Problem.UNKNOWN_VERSION,
                "event of type " + unversioned + " in an unknown version, known is " + otherVersion.wireName());
    }
}
