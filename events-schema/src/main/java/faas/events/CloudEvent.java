package faas.events;

import java.time.Instant;

/**
 * An event in its envelope (<a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md">CloudEvents
 * 1.0</a>). {@code specversion} and {@code datacontenttype} are constants of {@link EventCodec}, {@code type} follows
 * from the data.
 *
 * @param id aggregate id and version, {@code <aggregateId>#<version>}: the same at every retry of the change it
 *     announces
 * @param source the bounded context that emits it, such as {@code /order}
 * @param subject what it is about
 * @param time when the change happened, UTC
 * @param context trace, correlation and cause
 * @param data what happened
 */
public record CloudEvent(String id, String source, String subject, Instant time, EventContext context, EventData data) {
    public CloudEvent {
        Fields.present(id, "id");
        Fields.present(source, "source");
        Fields.present(subject, "subject");
        Fields.present(time, "time");
        Fields.present(context, "context");
        Fields.present(data, "data");
    }

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
