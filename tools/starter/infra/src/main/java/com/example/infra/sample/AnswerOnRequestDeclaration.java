package com.example.infra.sample;

import com.example.sample.handler.AnswerOnRequestHandler;
import faas.infra.StageApp;
import faas.infra.construct.FunctionDeclaration;
import faas.infra.construct.RequestFunction;
import faas.infra.construct.StreamedTable;
import faas.infra.policy.ComputePolicy;
import faas.infra.policy.Permission;
import faas.infra.policy.RequestFunctionPolicy;
import faas.infra.policy.ScalingPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** AnswerOnRequest: its time-outs and permissions. Functions after it may call it by what is shared here. */
final class AnswerOnRequestDeclaration {
    private static final RequestFunctionPolicy POLICY = new RequestFunctionPolicy(
            ComputePolicy.standard(Duration.ofSeconds(5)), Duration.ofSeconds(6), ScalingPolicy.UNLIMITED);

    private AnswerOnRequestDeclaration() {}

    static void declare(SampleStack stack, StageApp app) {
        StreamedTable notes = app.shared(StreamedTable.class, "Notes");
        RequestFunction answerOnRequest = new RequestFunction(
                stack,
                "AnswerOnRequest",
                app.stage(),
                POLICY,
                FunctionDeclaration.raw(
                        app.functionPackage("sample-context"),
                        AnswerOnRequestHandler.class,
                        Map.of("NOTES_TABLE", notes.tableName()),
                        List.of(Permission.of(notes.tableArn(), "reads the note", "dynamodb:GetItem"))));
        app.share("AnswerOnRequest", answerOnRequest);
    }
}
