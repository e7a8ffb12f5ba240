package faas.events;

import java.time.Instant;

/**
 * An event in its envelope (<a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md">CloudEvents
 * 1.0</a>). {@code type} follows from the data.
 *
 * @param id {@code <aggregateId>#<version>}: the same at every retry of the change
 * @param source the bounded context that emits it, such as {@code /order}
 * @param subject what it is about
 * @param time when the change happened, UTC
 */
public record CloudEvent(String id, String source, String subject, Instant time, EventContext context, EventData data) {
    /** The envelope around {@code data}; id, source and subject follow from it. */
    public static CloudEvent of(EventData data, Instant time, EventContext context) {
        return new CloudEvent(
                data.aggregateId() + "#" + data.version(), data.type().source(), data.subject(), time, context, data);
    }

    /** The CloudEvents {@code type}. */
    public EventType type() {
        return data.type();
    }
}
