package io.orderchannel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import faas.acceptance.engine.Ability;
import faas.acceptance.engine.EngineKind;
import faas.acceptance.engine.Limits;
import faas.acceptance.engine.RunsOn;
import io.orderchannel.acceptance.system.OrderSystem;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.model.SnapStartOptimizationStatus;

/**
 * An engine can do what it is not said to lack, and what it is said to lack it cannot: once it can, its limit has to
 * go. {@code ConformanceIT} tries what is a behaviour of a trigger.
 */
@Order(2)
@RunsOn(DemoStage.class)
class LimitsIT {

    @Test
    void an_engine_checks_signatures_unless_it_is_said_to_lack_it(OrderSystem system)
            throws IOException, InterruptedException {
        var url = system.orderUrl("none");
        var request = HttpRequest.newBuilder(system.engine().connection().addressOf(url))
                .header("Host", url.getAuthority())
                .build();
        try (var http = HttpClient.newHttpClient()) {
            var unsigned = http.send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(unsigned.statusCode() == 403).isEqualTo(can(Ability.SIGNED_URLS));
        }
    }

    @Test
    void an_engine_starts_from_a_snapshot_unless_it_is_said_to_lack_it(OrderSystem system) {
        var snapStart = system.aws()
                .lambda()
                .getFunctionConfiguration(
                        get -> get.functionName(EngineKind.chosen().stage() + "-AssignOrder")
                                .qualifier("1"))
                .snapStart();

        assertThat(snapStart != null && snapStart.optimizationStatus() == SnapStartOptimizationStatus.ON)
                .isEqualTo(can(Ability.SNAP_START));
    }

    private static boolean can(Ability ability) {
        return Limits.of(EngineKind.chosen(), ability).isEmpty();
    }
}
