package com.example.infra.sample;

import com.example.sample.handler.ShowByHttpHandler;
import faas.infra.StageApp;
import faas.infra.construct.FunctionDeclaration;
import faas.infra.construct.HttpFunction;
import faas.infra.construct.StreamedTable;
import faas.infra.policy.ComputePolicy;
import faas.infra.policy.HttpFunctionPolicy;
import faas.infra.policy.Permission;
import java.util.List;
import java.util.Map;

/** ShowByHttp: its URL and permissions. */
final class ShowByHttpDeclaration {
    private static final HttpFunctionPolicy POLICY = HttpFunctionPolicy.of(ComputePolicy.standard());

    private ShowByHttpDeclaration() {}

    static void declare(SampleStack stack, StageApp app) {
        StreamedTable notes = app.shared(StreamedTable.class, "Notes");
        new HttpFunction(
                stack,
                "ShowByHttp",
                app.stage(),
                POLICY,
                new FunctionDeclaration<>(
                        app.functionPackage("sample-context"),
                        ShowByHttpHandler.class,
                        Map.of("NOTES_TABLE", notes.tableName()),
                        List.of(Permission.of(notes.tableArn(), "reads the note", "dynamodb:GetItem"))));
    }
}
