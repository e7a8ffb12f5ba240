package io.orderchannel.order.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import faas.kit.priming.Priming;
import faas.kit.relay.OutboxRelay;

/** Publishes the events that stored changes of orders carry. */
public final class PublishOrderEventsHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
    private final OutboxRelay relay;
    private final Invocations invocations;

    public PublishOrderEventsHandler() {
        this(OrderModule.relay(), Invocations.ofThisProcess());
        Priming.register("PublishOrderEvents", OrderPriming::primeRelay);
    }

    PublishOrderEventsHandler(OutboxRelay relay, Invocations invocations) {
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
