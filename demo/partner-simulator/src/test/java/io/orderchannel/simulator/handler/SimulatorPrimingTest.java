package io.orderchannel.simulator.handler;

import static org.assertj.core.api.Assertions.assertThat;

import faas.kit.priming.PrimingRun;
import faas.kit.webhook.SignedHeaders;
import org.junit.jupiter.api.Test;

/** Here are no credentials, no region, no endpoint and no table, so whatever would reach out fails. */
class SimulatorPrimingTest {
    @Test
    void the_simulator_reads_a_notice_stores_the_first_call_and_signs_a_call() throws Exception {
        PrimingRun run = PrimingRun.of(SimulatorPriming.class, "prime");

        assertThat(run.calls()).containsExactlyInAnyOrder("dynamodb PutItem", "secretsmanager GetSecretValue");
        assertThat(run.classes())
                .contains("tools.jackson.core.json.ReaderBasedJsonParser", SignedHeaders.class.getName());
    }
}
