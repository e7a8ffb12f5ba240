package com.example.infra.sample;

import com.example.events.sample.SampleEventType;
import com.example.sample.handler.KeepFromQueueHandler;
import faas.infra.StageApp;
import faas.infra.construct.FunctionDeclaration;
import faas.infra.construct.QueueFunction;
import faas.infra.construct.StreamedTable;
import faas.infra.policy.BatchPolicy;
import faas.infra.policy.ConsumerGroup;
import faas.infra.policy.Permission;
import faas.infra.policy.QueueFunctionPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** KeepFromQueue: its queue, retries and permissions. */
final class KeepFromQueueDeclaration {
    private static final QueueFunctionPolicy POLICY =
            QueueFunctionPolicy.standard(BatchPolicy.of(10, Duration.ofSeconds(1)));

    private KeepFromQueueDeclaration() {}

    static void declare(SampleStack stack, StageApp app) {
        StreamedTable notes = app.shared(StreamedTable.class, "Notes");
        new QueueFunction(
                stack,
                "KeepFromQueue",
                app.stage(),
                app.topic("sample"),
                ConsumerGroup.of(SampleEventType.ENTRY_KEPT),
                POLICY,
                new FunctionDeclaration<>(
                        app.functionPackage("sample-context"),
                        KeepFromQueueHandler.class,
                        Map.of("NOTES_TABLE", notes.tableName()),
                        List.of(Permission.of(
                                notes.tableArn(),
                                "reads the note and stores its next version",
                                "dynamodb:GetItem",
                                "dynamodb:PutItem"))));
    }
}
