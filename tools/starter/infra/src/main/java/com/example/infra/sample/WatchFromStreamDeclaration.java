package com.example.infra.sample;

import com.example.sample.handler.WatchFromStreamHandler;
import faas.infra.StageApp;
import faas.infra.construct.FunctionDeclaration;
import faas.infra.construct.StreamFunction;
import faas.infra.construct.StreamedTable;
import faas.infra.policy.BatchPolicy;
import faas.infra.policy.ComputePolicy;
import faas.infra.policy.ScalingPolicy;
import faas.infra.policy.StreamFunctionPolicy;
import faas.infra.policy.StreamPosition;
import faas.infra.policy.StreamRetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** WatchFromStream: the stream that it reads, its retries and permissions. A table has at most two readers. */
final class WatchFromStreamDeclaration {
    private static final StreamFunctionPolicy POLICY = new StreamFunctionPolicy(
            ComputePolicy.standard(),
            StreamPosition.TRIM_HORIZON,
            BatchPolicy.of(10, Duration.ZERO),
            StreamRetryPolicy.of(10, Duration.ofHours(6)),
            ScalingPolicy.UNLIMITED);

    private WatchFromStreamDeclaration() {}

    static void declare(SampleStack stack, StageApp app) {
        new StreamFunction(
                stack,
                "WatchFromStream",
                app.stage(),
                app.shared(StreamedTable.class, "Notes"),
                POLICY,
                new FunctionDeclaration<>(
                        app.functionPackage("sample-context"), WatchFromStreamHandler.class, Map.of(), List.of()));
    }
}
