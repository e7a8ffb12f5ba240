package com.example.infra.sample;

import com.example.sample.handler.RelayFromStreamHandler;
import faas.infra.StageApp;
import faas.infra.construct.EventTopic;
import faas.infra.construct.FunctionDeclaration;
import faas.infra.construct.StreamFunction;
import faas.infra.construct.StreamedTable;
import faas.infra.policy.Permission;
import faas.infra.policy.StreamFunctionPolicy;
import java.util.List;
import java.util.Map;

/** RelayFromStream: the stream that it reads, its topic and permissions. */
final class RelayFromStreamDeclaration {
    private static final StreamFunctionPolicy POLICY = StreamFunctionPolicy.relay();

    private RelayFromStreamDeclaration() {}

    static void declare(SampleStack stack, StageApp app) {
        EventTopic topic = app.topic("sample");
        new StreamFunction(
                stack,
                "RelayFromStream",
                app.stage(),
                app.shared(StreamedTable.class, "Notes"),
                POLICY,
                new FunctionDeclaration<>(
                        app.functionPackage("sample-context"),
                        RelayFromStreamHandler.class,
                        Map.of("SAMPLE_EVENTS_TOPIC_ARN", topic.topicArn()),
                        List.of(Permission.of(topic.topicArn(), "relays the events", "sns:Publish"))),
                "FAILURE_QUEUE_URL");
    }
}
