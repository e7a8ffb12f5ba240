package io.orderchannel.infra.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import faas.infra.Synthesized;
import faas.infra.SystemDefinition;
import faas.infra.policy.Stages;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the production stage declares otherwise. */
class ChannelProductionTest {
    private static final SystemDefinition SYSTEM = SystemDefinition.load();
    private static final Synthesized PRODUCTION = Synthesized.of(
            SYSTEM,
            SYSTEM.stage(
                    "production",
                    Map.of(
                            ChannelPolicies.PARTNER_URL,
                            "https://partner.example/notices",
                            Stages.ALARM_TOPIC_ARN,
                            "arn:aws:sns:eu-central-1:000000000000:alarms")));

    @Test
    void production_wants_to_know_its_partner() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SYSTEM.stage(
                        "production", Map.of(Stages.ALARM_TOPIC_ARN, "arn:aws:sns:eu-central-1:000000000000:alarms")))
                .withMessage("stage production: PARTNER_URL is '': set it to the https address where the partner takes"
                        + " notices");
    }

    @Test
    void partner_outside_is_called_and_none_is_simulated() {
        assertThat(PRODUCTION.templates()).containsKey("production-channel").doesNotContainKey("production-partner");
        assertThat(PRODUCTION.environmentOf("NotifyPartner"))
                .containsEntry("PARTNER_URL", "https://partner.example/notices");
    }

    @Test
    void production_keeps_its_table() {
        assertThat(PRODUCTION.only("production-channels-data").propertiesOf("AWS::DynamoDB::Table"))
                .containsOnlyKeys("Channels/Table")
                .allSatisfy((path, table) -> assertThat(table)
                        .containsEntry("DeletionProtectionEnabled", true)
                        .containsEntry("PointInTimeRecoverySpecification", Map.of("PointInTimeRecoveryEnabled", true)));
    }

    @Test
    void concurrency_of_production_is_bounded_where_others_wait_or_anybody_calls() {
        assertThat(PRODUCTION.only("production-channel").reservations())
                .isEqualTo(Map.of("NotifyPartner", 10, "RecordPartnerUpdate", 20));
        assertThat(PRODUCTION.propertiesAt("AWS::Lambda::EventSourceMapping", "AssignOrder/Mapping"))
                .containsEntry("ScalingConfig", Map.of("MaximumConcurrency", 8));
    }

    @Test
    void production_calls_its_partner_for_as_long_as_lambda_does() {
        assertThat(PRODUCTION.asyncConfigsOf("NotifyPartner"))
                .isNotEmpty()
                .allSatisfy(config -> assertThat(config).containsEntry("MaximumEventAgeInSeconds", 6 * 60 * 60));
    }

    @Test
    void an_alarm_of_production_leaves_payouts_their_hour() {
        var alarm = PRODUCTION.propertiesAt("AWS::CloudWatch::Alarm", "Payouts/Work/OldestMessageAlarm");

        assertThat(alarm).containsEntry("Threshold", 7_200);
    }
}
