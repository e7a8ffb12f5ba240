package io.orderchannel.events;

import io.avaje.json.JsonDataException;
import io.avaje.json.JsonException;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import io.orderchannel.events.UnreadableEventException.Problem;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Events to and from structured CloudEvents JSON
 * (<a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">JSON event format</a>).
 * Fields that the contract does not name are ignored. Safe for use by several threads.
 */
public final class EventCodec {
    private static final String SPEC_VERSION = "1.0";
    private static final String CONTENT_TYPE = "application/json";

    private final JsonType<WireEvent> envelopes;
    private final JsonType<OrderSnapshot> orders;
    private final JsonType<AssignmentSnapshot> assignments;

    /** Loads the generated adapters, so make one in a function's initialization and keep it. */
    public EventCodec() {
        Jsonb jsonb = Jsonb.builder().build();
        envelopes = jsonb.type(WireEvent.class);
        orders = jsonb.type(OrderSnapshot.class);
        assignments = jsonb.type(AssignmentSnapshot.class);
    }

    /** The event as one line of JSON, in UTF-8 at most as long as the order it carries plus 1 KiB. */
    public String encode(CloudEvent event) {
        String data = switch (event.data()) {
            case OrderEvent order -> orders.toJson(order.order());
            case ChannelEvent channel -> assignments.toJson(channel.assignment());
        };
        EventContext context = event.context();
        return envelopes.toJson(new WireEvent(
                SPEC_VERSION,
                event.id(),
                event.source(),
                event.type().wireName(),
                event.subject(),
                event.time(),
                CONTENT_TYPE,
                context.traceparent(),
                context.correlationId(),
                context.causationId(),
                data));
    }

    /**
     * The event that the text holds.
     *
     * @throws UnreadableEventException if it is no event of this contract; the message says what was found, without the
     *     text itself, which may hold personal data
     */
    public CloudEvent decode(String json) {
        WireEvent wire = envelope(json);
        EventType type = type(wire);
        try {
            EventData data = data(type, required(wire.data(), "data"));
            if (data.type() != type) {
                throw new IllegalArgumentException("type is " + type.wireName() + ", but the data's state is that of "
                        + data.type().wireName());
            }
            return new CloudEvent(
                    required(wire.id(), "id"),
                    required(wire.source(), "source"),
                    required(wire.subject(), "subject"),
                    required(wire.time(), "time"),
                    new EventContext(
                            required(wire.traceparent(), "traceparent"),
                            required(wire.correlationid(), "correlationid"),
                            required(wire.causationid(), "causationid")),
                    data);
        } catch (IllegalArgumentException | JsonException invalid) {
            throw new UnreadableEventException(
                    Problem.INVALID_FIELD, type.wireName() + " " + wire.id() + ": " + invalid.getMessage(), invalid);
        }
    }

    private EventData data(EventType type, String json) {
        return switch (type) {
            case ORDER_PLACED, ORDER_CONFIRMED, ORDER_REJECTED -> OrderEvent.of(orders.fromJson(json));
            case CHANNEL_ASSIGNED, CHANNEL_REJECTED -> ChannelEvent.of(assignments.fromJson(json));
        };
    }

    private WireEvent envelope(String json) {
        try {
            return envelopes.fromJson(json);
        } catch (JsonDataException invalid) {
            throw new UnreadableEventException(Problem.INVALID_FIELD, "envelope: " + invalid.getMessage(), invalid);
        } catch (JsonException broken) {
            throw new UnreadableEventException(
                    Problem.BAD_JSON, "not a CloudEvent in JSON: " + broken.getMessage(), broken);
        }
    }

    private static EventType type(WireEvent wire) {
        if (!SPEC_VERSION.equals(wire.specversion())) {
            throw new UnreadableEventException(
                    Problem.UNKNOWN_SPECVERSION,
                    "event " + wire.id() + ": specversion is " + wire.specversion() + ", expected " + SPEC_VERSION);
        }
        String name = wire.type();
        if (name == null) {
            throw new UnreadableEventException(Problem.INVALID_FIELD, "event " + wire.id() + ": type is missing");
        }
        return EventType.ofWireName(name).orElseThrow(() -> unknown(name, wire.id()));
    }

    private static UnreadableEventException unknown(String name, @Nullable String id) {
        String unversioned = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        for (EventType known : EventType.values()) {
            if (known.unversionedName().equals(unversioned)) {
                return new UnreadableEventException(
                        Problem.UNKNOWN_VERSION,
                        "event " + id + ": type is " + name + ", known is only " + known.wireName());
            }
        }
        return new UnreadableEventException(Problem.UNKNOWN_TYPE, "event " + id + ": type " + name + " is unknown");
    }

    private static <T> T required(@Nullable T value, String field) {
        Fields.present(value, field);
        return Objects.requireNonNull(value);
    }
}
