package io.orderchannel.kit.batch;

import io.orderchannel.events.CloudEvent;
import io.orderchannel.events.EventCodec;
import io.orderchannel.events.EventContext;
import io.orderchannel.kit.log.Correlation;

/** Reads the events of the contract from the bodies of messages. */
public record EventMessages(EventCodec codec) implements MessageReader<CloudEvent> {

    @Override
    public CloudEvent read(String body) {
        return codec.decode(body);
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
