package faas.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.infra.planted.BillingContext;
import faas.infra.planted.PlantedSystem;
import faas.infra.policy.Stage;
import faas.infra.policy.Stages;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StagesTest {
    private static final String TOPIC = "arn:aws:sns:eu-central-1:000000000000:alarms";

    private final SystemDefinition system = new PlantedSystem();

    @Test
    void an_unknown_stage_is_named_with_those_that_are_known() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> system.stage("staging", Map.of()))
                .withMessageContaining("staging")
                .withMessageContaining("[demo, test, production]");
    }

    @Test
    void a_stage_has_its_systems_name_and_the_policies_that_each_context_adds_for_it() {
        Stage demo = system.stage("demo", Map.of());
        Stage production = system.stage("production", Map.of());

        assertThat(demo.system()).isEqualTo("planted");
        assertThat(windowOf(demo)).isEqualTo(1);
        assertThat(windowOf(production)).isEqualTo(2);
    }

    @Test
    void a_variation_changes_one_contexts_policies_and_leaves_its_stage_as_it_is() {
        Stage demo = system.stage("demo", Map.of());

        Stage variation = demo.with(
                BillingContext.Policies.class,
                billing -> billing.withCollectPayment(
                        function -> function.withBatch(batch -> batch.withWindow(Duration.ofSeconds(3)))));

        assertThat(windowOf(variation)).isEqualTo(3);
        assertThat(windowOf(demo)).isEqualTo(1);
    }

    @Test
    void policies_that_no_context_added_are_named() {
        assertThatThrownBy(() -> Stage.thrownAway("planted", "demo").policies(BillingContext.Policies.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("stage demo: no Policies: add the context that has them");
    }

    @Test
    void every_physical_name_begins_with_the_stage() {
        var names = Synthesized.of(system, system.stage("test", Map.of()))
                .propertiesOf("AWS::Lambda::Function")
                .values();

        assertThat(names)
                .isNotEmpty()
                .allSatisfy(function ->
                        assertThat(String.valueOf(function.get("FunctionName"))).startsWith("test-"));
    }

    @Test
    void a_stage_worth_keeping_loses_no_table_and_can_go_back_in_time() {
        Synthesized production = Synthesized.of(system, system.stage("production", Map.of()));

        assertThat(production.propertiesOf("AWS::DynamoDB::Table"))
                .isNotEmpty()
                .allSatisfy((path, table) -> assertThat(table)
                        .containsEntry("DeletionProtectionEnabled", true)
                        .containsEntry("PointInTimeRecoverySpecification", Map.of("PointInTimeRecoveryEnabled", true)));
        assertThat(production.deletionPoliciesOf("AWS::DynamoDB::Table", "AWS::SQS::Queue", "AWS::Logs::LogGroup"))
                .containsOnly("Retain");
    }

    @Test
    void every_alarm_of_production_tells_the_topic_that_is_named() {
        Stage told = system.stage("production", Map.of(Stages.ALARM_TOPIC_ARN, TOPIC));

        assertThat(Synthesized.of(system, told)
                        .propertiesOf("AWS::CloudWatch::Alarm")
                        .values())
                .isNotEmpty()
                .allSatisfy(alarm -> assertThat(alarm).containsEntry("AlarmActions", List.of(TOPIC)));
        assertThat(Synthesized.of(system, system.stage("production", Map.of()))
                        .propertiesOf("AWS::CloudWatch::Alarm")
                        .values())
                .isNotEmpty()
                .allSatisfy(alarm -> assertThat(alarm).doesNotContainKey("AlarmActions"));
    }

    @Test
    void a_topic_that_is_none_is_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> system.stage("production", Map.of(Stages.ALARM_TOPIC_ARN, "alarms@example.org")))
                .withMessageContaining("ALARM_TOPIC_ARN is 'alarms@example.org'");
    }

    private static long windowOf(Stage stage) {
        return stage.policies(BillingContext.Policies.class)
                .collectPayment()
                .batch()
                .window()
                .toSeconds();
    }
}
