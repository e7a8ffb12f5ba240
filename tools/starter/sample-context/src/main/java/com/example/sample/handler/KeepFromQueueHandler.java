package com.example.sample.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.example.events.sample.SampleEventType;
import com.example.sample.application.KeepFromQueue;
import faas.events.CloudEvent;
import faas.events.NotTakenException;
import faas.kit.batch.Message;
import faas.kit.batch.SqsBatch;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import java.util.function.Function;

/** Keeps a note of each event of the queue. */
public final class KeepFromQueueHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final KeepFromQueue keepFromQueue;
    private final Function<String, CloudEvent> decode;
    private final Invocations invocations;

    public KeepFromQueueHandler() {
        this(
                new KeepFromQueue(NotesModule.notes("KeepFromQueue")),
                KeepFromQueueModule.events()::decode,
                Invocations.ofThisProcess());
    }

    KeepFromQueueHandler(KeepFromQueue keepFromQueue, Function<String, CloudEvent> decode, Invocations invocations) {
        this.keepFromQueue = keepFromQueue;
        this.decode = decode;
        this.invocations = invocations;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        try (Invocation invocation = invocations.begin(context)) {
            return SqsBatch.oneByOne(event, invocation, decode, this::keep);
        }
    }

    private void keep(Message message) {
        CloudEvent event = message.event();
        if (event.type() != SampleEventType.ENTRY_KEPT) {
            throw new NotTakenException(event.type().wireName());
        }
        String what = keepFromQueue.keep(event) ? "event kept" : "event applied before";
        message.log().info(what);
    }
}
