package com.example.sample.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.example.sample.application.MeasureForLag;
import com.example.sample.application.MeasureForLag.Measured;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Measures the lag of the queue of DrainForLag each time its schedule starts it. */
public final class MeasureForLagHandler implements RequestHandler<ScheduledEvent, Void> {
    private final MeasureForLag measureForLag;
    private final Invocations invocations;

    public MeasureForLagHandler() {
        this(
                new MeasureForLag(
                        DrainForLagModule.backlog("MeasureForLag"),
                        NotesModule.notes("MeasureForLag"),
                        MeasureForLagModule.startDrain(),
                        Clock.systemUTC()),
                Invocations.ofThisProcess());
    }

    MeasureForLagHandler(MeasureForLag measureForLag, Invocations invocations) {
        this.measureForLag = measureForLag;
        this.invocations = invocations;
    }

    @Override
    public @Nullable Void handleRequest(ScheduledEvent event, Context context) {
        try (Invocation invocation = invocations.begin(context)) {
            try {
                Measured measured = measureForLag.measure();
                invocation
                        .log()
                        .with("messages", measured.messages())
                        .with("ageSeconds", measured.age().toSeconds())
                        .with("started", measured.started())
                        .info("lag measured");
                invocation.metrics().count("Lag", measured.messages());
            } catch (RuntimeException failure) {
                invocation.log().error("lag not measured", failure);
                throw failure;
            }
        }
        return null;
    }
}
