package com.example.infra.sample;

import com.example.events.sample.SampleEventType;
import com.example.sample.handler.DrainForLagHandler;
import faas.infra.StageApp;
import faas.infra.construct.AsyncFunction;
import faas.infra.construct.FunctionDeclaration;
import faas.infra.construct.StreamedTable;
import faas.infra.construct.SubscribedQueue;
import faas.infra.policy.AsyncFunctionPolicy;
import faas.infra.policy.AsyncPolicy;
import faas.infra.policy.ComputePolicy;
import faas.infra.policy.ConsumerGroup;
import faas.infra.policy.DeadLetterPolicy;
import faas.infra.policy.Permission;
import faas.infra.policy.QueueRetryPolicy;
import faas.infra.policy.ScalingPolicy;
import faas.infra.policy.SubscribedQueuePolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** DrainForLag: its queue, retries and permissions. MeasureForLag starts it by what is shared here. */
final class DrainForLagDeclaration {
    /** A received message stays hidden for longer than the drain that received it may take. */
    private static final SubscribedQueuePolicy QUEUE_POLICY = new SubscribedQueuePolicy(
            QueueRetryPolicy.of(Duration.ofSeconds(90), DeadLetterPolicy.after(5)), Duration.ofMinutes(5));

    /** No retry: the queue still holds what is left, and the next measurement starts another drain. */
    private static final AsyncFunctionPolicy POLICY = new AsyncFunctionPolicy(
            ComputePolicy.standard(Duration.ofSeconds(60)),
            AsyncPolicy.of(0, Duration.ofMinutes(5)),
            ScalingPolicy.UNLIMITED);

    private DrainForLagDeclaration() {}

    static void declare(SampleStack stack, StageApp app) {
        StreamedTable notes = app.shared(StreamedTable.class, "Notes");
        SubscribedQueue queue = new SubscribedQueue(
                stack,
                "DrainForLagBacklog",
                app.stage(),
                app.topic("sample"),
                ConsumerGroup.of(SampleEventType.ENTRY_KEPT),
                QUEUE_POLICY);
        AsyncFunction drainForLag = new AsyncFunction(
                stack,
                "DrainForLag",
                app.stage(),
                POLICY,
                FunctionDeclaration.raw(
                        app.functionPackage("sample-context"),
                        DrainForLagHandler.class,
                        Map.of("NOTES_TABLE", notes.tableName(), "DRAIN_FOR_LAG_QUEUE_URL", queue.queueUrl()),
                        List.of(
                                queue.mayDrain("takes the messages"),
                                Permission.of(
                                        notes.tableArn(),
                                        "reads the note and stores its next version",
                                        "dynamodb:GetItem",
                                        "dynamodb:PutItem"))));
        app.share("DrainForLagBacklog", queue);
        app.share("DrainForLag", drainForLag);
    }
}
