package com.example.infra.sample;

import com.example.sample.handler.SweepOnScheduleHandler;
import faas.infra.StageApp;
import faas.infra.construct.FunctionDeclaration;
import faas.infra.construct.ScheduledFunction;
import faas.infra.construct.StreamedTable;
import faas.infra.policy.AsyncFunctionPolicy;
import faas.infra.policy.Permission;
import faas.infra.policy.SchedulePolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** SweepOnSchedule: its schedule and permissions. */
final class SweepOnScheduleDeclaration {
    private static final SchedulePolicy SCHEDULE = SchedulePolicy.every(Duration.ofMinutes(5));
    private static final AsyncFunctionPolicy POLICY =
            AsyncFunctionPolicy.scheduled("the next run does what this one missed");

    private SweepOnScheduleDeclaration() {}

    static void declare(SampleStack stack, StageApp app) {
        StreamedTable notes = app.shared(StreamedTable.class, "Notes");
        new ScheduledFunction(
                stack,
                "SweepOnSchedule",
                app.stage(),
                SCHEDULE,
                POLICY,
                new FunctionDeclaration<>(
                        app.functionPackage("sample-context"),
                        SweepOnScheduleHandler.class,
                        Map.of("NOTES_TABLE", notes.tableName()),
                        List.of(Permission.of(
                                notes.tableArn(),
                                "reads the note and stores its next version",
                                "dynamodb:GetItem",
                                "dynamodb:PutItem"))));
    }
}
