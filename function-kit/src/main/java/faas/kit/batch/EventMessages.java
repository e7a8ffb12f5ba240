package faas.kit.batch;

import faas.events.CloudEvent;
import faas.events.EventCodec;
import faas.events.EventContext;
import faas.events.UnreadableEventException;
import faas.events.UnreadableEventException.Problem;
import faas.kit.log.Correlation;

/**
 * Reads the events of a codec's formats from the bodies of messages; an event of another type is not taken.
 */
public record EventMessages(EventCodec codec) implements MessageReader<CloudEvent> {

    @Override
    public CloudEvent read(String body) {
        try {
            return codec.decode(body);
        } catch (UnreadableEventException unreadable) {
            if (unreadable.problem() == Problem.UNKNOWN_TYPE) {
                throw new NotTakenException(unreadable.type());
            }
            throw unreadable;
        }
    }

    @Override
    public String eventType(CloudEvent event) {
        return event.type().wireName();
    }

    @Override
    public Correlation correlation(CloudEvent event) {
        EventContext context = event.context();
        return new Correlation(context.traceparent(), context.correlationId(), context.causationId());
    }
}
