package faas.kit.batch;

import faas.kit.log.Correlation;
import io.orderchannel.events.CloudEvent;
import io.orderchannel.events.EventCodec;
import io.orderchannel.events.EventContext;
import io.orderchannel.events.UnreadableEventException;
import io.orderchannel.events.UnreadableEventException.Problem;

/**
 * Reads the events of the contract from the bodies of messages; an event whose type is not in the contract is not
 * taken.
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
