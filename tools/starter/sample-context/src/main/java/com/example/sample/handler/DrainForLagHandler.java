package com.example.sample.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.example.sample.application.DrainForLag;
import faas.events.NotTakenException;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import faas.kit.log.Log;
import java.io.InputStream;
import java.io.OutputStream;

/** Drains its queue, whatever the payload is. Started by MeasureForLag. */
public final class DrainForLagHandler implements RequestStreamHandler {
    private final DrainForLag drainForLag;
    private final Invocations invocations;

    public DrainForLagHandler() {
        this(
                new DrainForLag(
                        DrainForLagModule.backlog("DrainForLag"),
                        NotesModule.notes("DrainForLag"),
                        DrainForLagModule.events()::decode),
                Invocations.ofThisProcess());
    }

    DrainForLagHandler(DrainForLag drainForLag, Invocations invocations) {
        this.drainForLag = drainForLag;
        this.invocations = invocations;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {
        try (Invocation invocation = invocations.begin(context)) {
            try {
                int drained = drainForLag.drain(
                        invocation.time()::allowsMore,
                        (messageId, failure) -> report(failure, invocation.log().with("messageId", messageId)));
                invocation.log().with("messages", drained).info("queue drained");
            } catch (RuntimeException failure) {
                invocation.log().error("queue not drained", failure);
                throw failure;
            }
        }
    }

    private static void report(RuntimeException failure, Log log) {
        if (failure instanceof NotTakenException) {
            log.with("type", failure.getMessage()).warn("message ignored: its type is not taken here");
        } else {
            log.error("message left in the queue", failure);
        }
    }
}
