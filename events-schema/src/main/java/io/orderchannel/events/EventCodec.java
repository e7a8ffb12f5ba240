package io.orderchannel.events;

import io.avaje.json.JsonDataException;
import io.avaje.json.JsonException;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.json.PropertyNames;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import io.orderchannel.events.UnreadableEventException.Problem;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Events to and from structured CloudEvents JSON
 * (<a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">JSON event format</a>).
 * Fields that the contract does not name are ignored. Safe for use by several threads.
 */
public final class EventCodec {
    private final Jsonb jsonb;
    private final PropertyNames names;
    private final JsonType<OrderSnapshot> orders;
    private final JsonType<AssignmentSnapshot> assignments;

    /** Loads the generated adapters, so make one in a function's initialization and keep it. */
    public EventCodec() {
        jsonb = Jsonb.builder().build();
        names = Envelope.names(jsonb);
        orders = jsonb.type(OrderSnapshot.class);
        assignments = jsonb.type(AssignmentSnapshot.class);
    }

    /** The event as one line of JSON. */
    public String encode(CloudEvent event) {
        StringWriter text = new StringWriter(1024);
        try (JsonWriter writer = jsonb.writer(text)) {
            switch (event.data()) {
                case OrderEvent order -> Envelope.write(event, orders, order.order(), names, writer);
                case ChannelEvent channel -> Envelope.write(event, assignments, channel.assignment(), names, writer);
            }
        }
        return text.toString();
    }

    /**
     * The event that the text holds.
     *
     * @throws UnreadableEventException if it is no event of this contract; the message says what was found
     */
    public CloudEvent decode(String json) {
        Envelope envelope = envelope(json);
        EventType type = type(envelope);
        try {
            EventData data = data(type, required(envelope.data(), "data"));
            if (data.type() != type) {
                throw new IllegalArgumentException(
                        "the data's state is that of " + data.type().wireName());
            }
            return new CloudEvent(
                    required(envelope.id(), "id"),
                    required(envelope.source(), "source"),
                    required(envelope.subject(), "subject"),
                    Instant.parse(required(envelope.time(), "time")),
                    new EventContext(
                            required(envelope.traceparent(), "traceparent"),
                            required(envelope.correlationid(), "correlationid"),
                            required(envelope.causationid(), "causationid")),
                    data);
        } catch (IllegalArgumentException | JsonException | DateTimeException invalid) {
            throw new UnreadableEventException(
                    Problem.INVALID_FIELD,
                    "event " + envelope.id() + " of type " + type.wireName() + ": " + invalid.getMessage(),
                    invalid);
        }
    }

    private EventData data(EventType type, String json) {
        return switch (type) {
            case ORDER_PLACED, ORDER_CONFIRMED, ORDER_REJECTED -> OrderEvent.of(read(orders, json));
            case CHANNEL_ASSIGNED, CHANNEL_REJECTED -> ChannelEvent.of(read(assignments, json));
        };
    }

    private <T> T read(JsonType<T> type, String json) {
        try (JsonReader reader = jsonb.reader(json)) {
            try {
                return type.fromJson(reader);
            } catch (JsonException unplaced) {
                throw new JsonDataException(unplaced.getMessage() + ", " + reader.location(), unplaced);
            }
        }
    }

    private Envelope envelope(String json) {
        try (JsonReader reader = jsonb.reader(json)) {
            return Envelope.read(reader);
        } catch (JsonException broken) {
            throw new UnreadableEventException(
                    Problem.BAD_JSON, "not a CloudEvent in JSON: " + broken.getMessage(), broken);
        }
    }

    private static EventType type(Envelope envelope) {
        String event = "event " + envelope.id();
        if (!Envelope.SPEC_VERSION.equals(envelope.specversion())) {
            throw new UnreadableEventException(
                    Problem.UNKNOWN_SPECVERSION,
                    event + ": specversion is " + envelope.specversion() + ", expected " + Envelope.SPEC_VERSION);
        }
        String name = envelope.type();
        if (name == null) {
            throw new UnreadableEventException(Problem.INVALID_FIELD, event + ": type is missing");
        }
        return EventType.ofWireName(name).orElseThrow(() -> unknown(name, event));
    }

    private static UnreadableEventException unknown(String name, String event) {
        String unversioned = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        for (EventType known : EventType.values()) {
            if (known.unversionedName().equals(unversioned)) {
                return new UnreadableEventException(
                        Problem.UNKNOWN_VERSION, event + ": type is " + name + ", known is only " + known.wireName());
            }
        }
        return new UnreadableEventException(Problem.UNKNOWN_TYPE, event + ": type " + name + " is unknown");
    }

    private static <T> T required(@Nullable T value, String field) {
        Fields.present(value, field);
        return Objects.requireNonNull(value);
    }
}
