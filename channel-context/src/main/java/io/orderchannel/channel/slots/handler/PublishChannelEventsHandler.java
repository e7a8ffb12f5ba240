package io.orderchannel.channel.slots.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import faas.kit.priming.Priming;
import faas.kit.relay.OutboxRelay;

/** Publishes the events that stored changes of assignments carry. */
public final class PublishChannelEventsHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
    private final OutboxRelay relay;
    private final Invocations invocations;

    public PublishChannelEventsHandler() {
        this(SlotModule.relay(), Invocations.ofThisProcess());
        Priming.register("PublishChannelEvents", SlotPriming::primeRelay);
    }

    PublishChannelEventsHandler(OutboxRelay relay, Invocations invocations) {
        this.relay = relay;
        this.invocations = invocations;
    }

    @Override
    public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
        try (Invocation invocation = invocations.begin(context)) {
            return relay.relay(event, invocation);
        }
    }
}
