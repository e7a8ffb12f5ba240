package com.example.sample.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.example.sample.application.SweepOnSchedule;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs each time its schedule starts it. */
public final class SweepOnScheduleHandler implements RequestHandler<ScheduledEvent, Void> {
    private final SweepOnSchedule sweepOnSchedule;
    private final Invocations invocations;

    public SweepOnScheduleHandler() {
        this(new SweepOnSchedule(NotesModule.notes("SweepOnSchedule"), Clock.systemUTC()), Invocations.ofThisProcess());
    }

    SweepOnScheduleHandler(SweepOnSchedule sweepOnSchedule, Invocations invocations) {
        this.sweepOnSchedule = sweepOnSchedule;
        this.invocations = invocations;
    }

    @Override
    public @Nullable Void handleRequest(ScheduledEvent event, Context context) {
        try (Invocation invocation = invocations.begin(context)) {
            try {
                // The rule's event has the same id when it comes again; one that is sent by hand may have none.
                String runId = Objects.requireNonNullElse(event.getId(), invocation.requestId());
                invocation.log().info(sweepOnSchedule.sweep(runId) ? "run done" : "run done before");
            } catch (RuntimeException failure) {
                invocation.log().error("run failed", failure);
                throw failure;
            }
        }
        return null;
    }
}
