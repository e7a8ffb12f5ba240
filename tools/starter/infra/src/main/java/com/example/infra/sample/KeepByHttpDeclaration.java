package com.example.infra.sample;

import com.example.sample.handler.KeepByHttpHandler;
import faas.infra.StageApp;
import faas.infra.construct.FunctionDeclaration;
import faas.infra.construct.HttpFunction;
import faas.infra.construct.StreamedTable;
import faas.infra.policy.ComputePolicy;
import faas.infra.policy.HttpFunctionPolicy;
import faas.infra.policy.Permission;
import java.util.List;
import java.util.Map;

/** KeepByHttp: its URL and permissions. */
final class KeepByHttpDeclaration {
    private static final HttpFunctionPolicy POLICY = HttpFunctionPolicy.of(ComputePolicy.standard());

    private KeepByHttpDeclaration() {}

    static void declare(SampleStack stack, StageApp app) {
        StreamedTable notes = app.shared(StreamedTable.class, "Notes");
        new HttpFunction(
                stack,
                "KeepByHttp",
                app.stage(),
                POLICY,
                new FunctionDeclaration<>(
                        app.functionPackage("sample-context"),
                        KeepByHttpHandler.class,
                        Map.of("NOTES_TABLE", notes.tableName()),
                        List.of(Permission.of(
                                notes.tableArn(),
                                "stores the note, and reads one that has its id",
                                "dynamodb:GetItem",
                                "dynamodb:PutItem"))));
    }
}
