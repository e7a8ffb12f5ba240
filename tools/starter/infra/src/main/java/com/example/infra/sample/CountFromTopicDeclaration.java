package com.example.infra.sample;

import com.example.events.sample.SampleEventType;
import com.example.sample.handler.CountFromTopicHandler;
import faas.infra.StageApp;
import faas.infra.construct.FunctionDeclaration;
import faas.infra.construct.StreamedTable;
import faas.infra.construct.TopicFunction;
import faas.infra.policy.AsyncFunctionPolicy;
import faas.infra.policy.AsyncPolicy;
import faas.infra.policy.ComputePolicy;
import faas.infra.policy.ConsumerGroup;
import faas.infra.policy.Permission;
import faas.infra.policy.ScalingPolicy;
import java.util.List;
import java.util.Map;

/** CountFromTopic: its subscription and permissions. */
final class CountFromTopicDeclaration {
    private static final AsyncFunctionPolicy POLICY = new AsyncFunctionPolicy(
            ComputePolicy.generous(), AsyncPolicy.lossy("a count may be a little off"), ScalingPolicy.UNLIMITED);

    private CountFromTopicDeclaration() {}

    static void declare(SampleStack stack, StageApp app) {
        StreamedTable notes = app.shared(StreamedTable.class, "Notes");
        new TopicFunction(
                stack,
                "CountFromTopic",
                app.stage(),
                app.topic("sample"),
                ConsumerGroup.of(SampleEventType.ENTRY_KEPT),
                POLICY,
                new FunctionDeclaration<>(
                        app.functionPackage("sample-context"),
                        CountFromTopicHandler.class,
                        Map.of("NOTES_TABLE", notes.tableName()),
                        List.of(Permission.of(
                                notes.tableArn(),
                                "reads the note and stores its next version",
                                "dynamodb:GetItem",
                                "dynamodb:PutItem"))));
    }
}
