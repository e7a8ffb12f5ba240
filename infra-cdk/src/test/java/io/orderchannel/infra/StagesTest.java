package io.orderchannel.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import faas.infra.policy.Stages;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StagesTest {

    private static final Map<String, String> PARTNER = Map.of(Stages.PARTNER_URL, "https://partner.example/notices");

    private static final Synthesized PRODUCTION = Synthesized.whole(Stages.named("production", PARTNER));

    @Test
    void an_unknown_stage_is_named_with_those_that_are_known() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stages.named("staging", Map.of()))
                .withMessageContaining("staging")
                .withMessageContaining("[demo, test, production]");
    }

    @Test
    void production_wants_to_know_its_partner() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stages.named("production", Map.of()))
                .withMessageContaining("PARTNER_URL");
    }

    @Test
    void every_physical_name_begins_with_the_stage() {
        var names = Synthesized.whole(Stages.named("test", Map.of()))
                .propertiesOf("AWS::Lambda::Function")
                .values();

        assertThat(names)
                .isNotEmpty()
                .allSatisfy(function ->
                        assertThat(String.valueOf(function.get("FunctionName"))).startsWith("test-"));
    }

    @Test
    void production_keeps_its_tables_and_has_no_simulated_partner() {
        var production = Synthesized.of(Stages.named("production", PARTNER));

        assertThat(production.propertiesOf("AWS::DynamoDB::Table"))
                .hasSize(2)
                .allSatisfy((path, table) -> assertThat(table)
                        .containsEntry("DeletionProtectionEnabled", true)
                        .containsEntry("PointInTimeRecoverySpecification", Map.of("PointInTimeRecoveryEnabled", true)));
    }

    @Test
    void production_calls_its_partner_as_often_and_as_long_as_lambda_does() {
        assertThat(PRODUCTION.propertiesOf("AWS::Lambda::Function").values())
                .filteredOn("FunctionName", "production-NotifyPartner")
                .singleElement()
                .satisfies(function -> assertThat(function).doesNotContainKey("ReservedConcurrentExecutions"));
        assertThat(PRODUCTION.propertiesOf("AWS::Lambda::EventInvokeConfig").values())
                .filteredOn("FunctionName", "${NotifyPartner/Service/Function}")
                .isNotEmpty()
                .allSatisfy(config -> assertThat(config).containsEntry("MaximumEventAgeInSeconds", 6 * 60 * 60));
    }

    @Test
    void an_alarm_of_production_leaves_payouts_their_hour() {
        var alarm = PRODUCTION.propertiesAt("AWS::CloudWatch::Alarm", "Payouts/Work/OldestMessageAlarm");

        assertThat(alarm).containsEntry("Threshold", 7_200);
    }

    @Test
    void every_alarm_of_production_tells_the_topic_that_is_named() {
        var topic = "arn:aws:sns:eu-central-1:000000000000:alarms";
        var environment = Map.of(Stages.PARTNER_URL, "https://partner.example/notices", Stages.ALARM_TOPIC_ARN, topic);

        assertThat(Synthesized.whole(Stages.named("production", environment))
                        .propertiesOf("AWS::CloudWatch::Alarm")
                        .values())
                .isNotEmpty()
                .allSatisfy(alarm -> assertThat(alarm).containsEntry("AlarmActions", List.of(topic)));
        assertThat(PRODUCTION.propertiesOf("AWS::CloudWatch::Alarm").values())
                .isNotEmpty()
                .allSatisfy(alarm -> assertThat(alarm).doesNotContainKey("AlarmActions"));
    }

    @Test
    void a_topic_that_is_none_is_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stages.named(
                        "production",
                        Map.of(
                                Stages.PARTNER_URL, "https://partner.example/notices",
                                Stages.ALARM_TOPIC_ARN, "alarms@example.org")))
                .withMessageContaining("ALARM_TOPIC_ARN is 'alarms@example.org'");
    }

    @Test
    void a_stage_that_is_thrown_away_protects_nothing() {
        assertThat(Synthesized.wholeDemo().propertiesOf("AWS::DynamoDB::Table"))
                .allSatisfy((path, table) -> assertThat(table)
                        .doesNotContainKeys("DeletionProtectionEnabled", "PointInTimeRecoverySpecification"));
    }
}
