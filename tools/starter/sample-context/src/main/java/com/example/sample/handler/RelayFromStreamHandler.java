package com.example.sample.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import faas.kit.relay.OutboxRelay;

/** Publishes the events that are stored with notes. */
public final class RelayFromStreamHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
    private final OutboxRelay relay;
    private final Invocations invocations;

    public RelayFromStreamHandler() {
        this(RelayFromStreamModule.relay(), Invocations.ofThisProcess());
    }

    RelayFromStreamHandler(OutboxRelay relay, Invocations invocations) {
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
