package com.example.infra.sample;

import com.example.sample.handler.MeasureForLagHandler;
import faas.infra.StageApp;
import faas.infra.construct.AsyncFunction;
import faas.infra.construct.FunctionDeclaration;
import faas.infra.construct.ScheduledFunction;
import faas.infra.construct.StreamedTable;
import faas.infra.construct.SubscribedQueue;
import faas.infra.policy.AsyncFunctionPolicy;
import faas.infra.policy.Permission;
import faas.infra.policy.SchedulePolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** MeasureForLag: its schedule and permissions. */
final class MeasureForLagDeclaration {
    private static final SchedulePolicy SCHEDULE = SchedulePolicy.every(Duration.ofMinutes(1));
    private static final AsyncFunctionPolicy POLICY =
            AsyncFunctionPolicy.scheduled("the next measurement is a minute away");

    private MeasureForLagDeclaration() {}

    static void declare(SampleStack stack, StageApp app) {
        StreamedTable notes = app.shared(StreamedTable.class, "Notes");
        SubscribedQueue queue = app.shared(SubscribedQueue.class, "DrainForLagBacklog");
        AsyncFunction drainForLag = app.shared(AsyncFunction.class, "DrainForLag");
        new ScheduledFunction(
                stack,
                "MeasureForLag",
                app.stage(),
                SCHEDULE,
                POLICY,
                new FunctionDeclaration<>(
                                app.functionPackage("sample-context"),
                                MeasureForLagHandler.class,
                                Map.of("NOTES_TABLE", notes.tableName(), "DRAIN_FOR_LAG_QUEUE_URL", queue.queueUrl()),
                                List.of(
                                        queue.mayMeasure("measures the lag"),
                                        Permission.of(
                                                notes.tableArn(),
                                                "reads the note and stores its next version",
                                                "dynamodb:GetItem",
                                                "dynamodb:PutItem")))
                        .starting("DRAIN_FOR_LAG_FUNCTION_ARN", drainForLag, "starts it when it is worth a start"));
    }
}
