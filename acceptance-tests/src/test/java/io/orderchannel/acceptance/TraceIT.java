package io.orderchannel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.acceptance.engine.Ability;
import faas.acceptance.engine.EngineKind;
import faas.acceptance.engine.Needs;
import faas.acceptance.engine.RunsOn;
import faas.acceptance.engine.Variation;
import io.orderchannel.acceptance.cli.CommandLineRun;
import io.orderchannel.acceptance.system.OrderSystem;
import io.orderchannel.acceptance.system.Orders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./faas trace} where the logs are in CloudWatch. */
@Order(2)
@Needs(Ability.CLOUD_WATCH_LOGS)
@RunsOn(DemoStage.class)
class TraceIT {

    /** Logs Insights finds a line some time after it was written. */
    private static final Duration SOON = Duration.ofMinutes(3);

    @Test
    void the_timeline_of_an_order_is_read_from_the_logs_of_a_deployed_stage(OrderSystem system, @TempDir Path folder) {
        var engine = EngineKind.chosen();
        var orderId = system.placed(Orders.anOrder());
        system.awaitState(orderId, "CONFIRMED", SOON);
        var place = system.engine()
                .connection()
                .sharedEndpoint()
                .map(endpoint -> Map.of("AWS_ENDPOINT_URL", endpoint.toString()))
                .orElse(Map.of());

        await().atMost(SOON).untilAsserted(() -> {
            try (var trace = CommandLineRun.start(
                    Variation.ROOT,
                    folder,
                    place,
                    "trace",
                    orderId,
                    "--engine",
                    engine.toString(),
                    "--stage",
                    engine.stage())) {
                assertThat(trace.exitCode()).as(trace.err()).isZero();
                assertThat(trace.out())
                        .startsWith(orderId + ", stage " + engine.stage() + " on " + engine + ", from ")
                        .containsPattern("AssignOrder .* 1  (cold|warm) .*order assigned")
                        .contains("ApplyChannelOutcome ");
            }
        });
    }
}
