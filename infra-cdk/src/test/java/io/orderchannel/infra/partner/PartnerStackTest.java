package io.orderchannel.infra.partner;

import static org.assertj.core.api.Assertions.assertThat;

import faas.infra.Expected;
import faas.infra.Synthesized;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the demo stage declares of the simulated partner. */
class PartnerStackTest {
    private final Synthesized demo = Synthesized.demo().only("demo-partner");

    @Test
    void partner_needs_channels_contract_and_nothing_else() {
        assertThat(demo.importsOf("demo-partner")).containsExactly("demo-channel-contract");
    }

    @Test
    void partner_is_one_function_that_answers_late_on_purpose() {
        assertThat(demo.functions())
                .containsExactly(
                        "PartnerSimulator 512 MiB, 15 s: io.orderchannel.simulator.handler.PartnerSimulatorHandler");
        assertThat(demo.environmentOf("PartnerSimulator"))
                .isEqualTo(Expected.environment(
                        "CALLS_TABLE", "${Calls}", "WEBHOOK_SECRET_ARN", "${PartnerWebhookKeys/Secret}"));
    }

    @Test
    void partner_simulator_knows_the_keys_and_nothing_of_the_contexts() {
        assertThat(demo.permissionsOf("PartnerSimulator"))
                .containsExactly(
                        Expected.logs("PartnerSimulator"),
                        Expected.TRACES,
                        "dynamodb:PutItem on ${Calls.Arn}",
                        "secretsmanager:GetSecretValue on ${PartnerWebhookKeys/Secret}");
    }

    @Test
    void partner_is_called_by_everybody_and_by_its_alias() {
        assertThat(demo.propertiesOf("AWS::Lambda::Url"))
                .isEqualTo(
                        Map.of("PartnerSimulator/Service/Alias/FunctionUrl", Expected.url("PartnerSimulator", "NONE")));
        assertThat(demo.propertiesOf("AWS::Lambda::Permission").values())
                .containsExactlyInAnyOrder(
                        Expected.openUrl("PartnerSimulator"), Expected.openFunction("PartnerSimulator"));
        assertThat(demo.outputs())
                .isEqualTo(Map.of("PartnerSimulatorUrl", "${PartnerSimulator/Service/Alias/FunctionUrl.FunctionUrl}"));
    }
}
