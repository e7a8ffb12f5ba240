package io.orderchannel.events;

import io.avaje.json.JsonWriter;
import io.avaje.json.stream.JsonStream;
import io.orderchannel.events.UnreadableEventException.Problem;
import java.io.StringWriter;

/**
 * Events to and from structured CloudEvents JSON
 * (<a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">JSON event format</a>).
 * Fields that the contract does not name are ignored. Safe for use by several threads.
 */
public final class EventCodec {
    private final JsonStream json = JsonStream.builder().build();

    /** The event as one line of JSON. */
    public String encode(CloudEvent event) {
        StringWriter text = new StringWriter(1024);
        try (JsonWriter writer = json.writer(text)) {
            writer.beginObject();
            Envelope.writeUpToData(event, writer);
            // By type and not by pattern: the first pattern switch of a process costs some 10 ms of a cold start.
            switch (event.type()) {
                case ORDER_PLACED,
                        ORDER_CONFIRMED,
                        ORDER_REJECTED,
                        ORDER_SHIPPED,
                        ORDER_DELIVERED,
                        ORDER_CANCELLATION_REQUESTED,
                        ORDER_CANCELLED -> OrderJson.write(((OrderEvent) event.data()).order(), writer);
                case CHANNEL_ASSIGNED,
                        CHANNEL_REJECTED,
                        CHANNEL_SHIPPED,
                        CHANNEL_DELIVERED,
                        CHANNEL_FAILED,
                        CHANNEL_RELEASED -> AssignmentJson.write(((ChannelEvent) event.data()).assignment(), writer);
            }
            writer.endObject();
        }
        return text.toString();
    }

    /**
     * The event that the text holds.
     *
     * @throws UnreadableEventException if it is no event of this contract; the message names field and position and
     *     holds no part of the text
     */
    public CloudEvent decode(String json) {
        Envelope envelope = envelope(json);
        EventType type = type(envelope);
        try {
            EventData data = data(type, Fields.required(envelope.data(), "data"));
            if (data.type() != type) {
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

    private EventData data(EventType type, String json) {
        return switch (type) {
            case ORDER_PLACED,
                    ORDER_CONFIRMED,
                    ORDER_REJECTED,
                    ORDER_SHIPPED,
                    ORDER_DELIVERED,
                    ORDER_CANCELLATION_REQUESTED,
                    ORDER_CANCELLED -> OrderEvent.of(FieldReader.read(this.json, json, OrderJson::read));
            case CHANNEL_ASSIGNED,
                    CHANNEL_REJECTED,
                    CHANNEL_SHIPPED,
                    CHANNEL_DELIVERED,
                    CHANNEL_FAILED,
                    CHANNEL_RELEASED -> ChannelEvent.of(FieldReader.read(this.json, json, AssignmentJson::read));
        };
    }

    private Envelope envelope(String text) {
        try {
            return FieldReader.read(json, text, Envelope::read);
        } catch (IllegalArgumentException broken) {
            throw new UnreadableEventException(Problem.BAD_JSON, "not a CloudEvent in JSON: " + broken.getMessage());
        }
    }

    private static EventType type(Envelope envelope) {
        if (!Envelope.SPEC_VERSION.equals(envelope.specversion())) {
            throw new UnreadableEventException(
                    Problem.UNKNOWN_SPECVERSION, "event: specversion is not " + Envelope.SPEC_VERSION);
        }
        try {
            String name = Fields.required(envelope.type(), "type");
            // CloudEvents requires these of every event, so what lacks one is none, whatever its type.
            Fields.required(envelope.id(), "id");
            Fields.required(envelope.source(), "source");
            return EventType.ofWireName(name).orElseThrow(() -> unknown(name));
        } catch (IllegalArgumentException missing) {
            throw new UnreadableEventException(Problem.INVALID_FIELD, "event: " + missing.getMessage());
        }
    }

    private static UnreadableEventException unknown(String name) {
        String unversioned = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        for (EventType known : EventType.values()) {
            if (known.unversionedName().equals(unversioned)) {
                return new UnreadableEventException(
                        Problem.UNKNOWN_VERSION,
                        "event of type " + unversioned + " in an unknown version, known is " + known.wireName());
            }
        }
        return UnreadableEventException.unknownType(name);
    }
}
