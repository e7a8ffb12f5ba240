package com.example.infra.sample;

import com.example.sample.handler.WorkOnCallHandler;
import faas.infra.StageApp;
import faas.infra.construct.AsyncFunction;
import faas.infra.construct.FunctionDeclaration;
import faas.infra.construct.StreamedTable;
import faas.infra.policy.AsyncFunctionPolicy;
import faas.infra.policy.AsyncPolicy;
import faas.infra.policy.ComputePolicy;
import faas.infra.policy.Permission;
import faas.infra.policy.ScalingPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** WorkOnCall: its retries, failure queue and permissions. Functions after it may start it by what is shared here. */
final class WorkOnCallDeclaration {
    private static final AsyncFunctionPolicy POLICY = new AsyncFunctionPolicy(
            ComputePolicy.standard(), AsyncPolicy.of(2, Duration.ofHours(1)), ScalingPolicy.UNLIMITED);

    private WorkOnCallDeclaration() {}

    static void declare(SampleStack stack, StageApp app) {
        StreamedTable notes = app.shared(StreamedTable.class, "Notes");
        AsyncFunction workOnCall = new AsyncFunction(
                stack,
                "WorkOnCall",
                app.stage(),
                POLICY,
                FunctionDeclaration.raw(
                        app.functionPackage("sample-context"),
                        WorkOnCallHandler.class,
                        Map.of("NOTES_TABLE", notes.tableName()),
                        List.of(Permission.of(
                                notes.tableArn(),
                                "reads the note and stores its next version",
                                "dynamodb:GetItem",
                                "dynamodb:PutItem"))));
        app.share("WorkOnCall", workOnCall);
    }
}
