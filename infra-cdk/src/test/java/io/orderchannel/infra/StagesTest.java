package io.orderchannel.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.orderchannel.infra.policy.Stages;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StagesTest {

    private static final Map<String, String> PARTNER = Map.of(Stages.PARTNER_URL, "https://partner.example/notices");

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
    void a_stage_that_is_thrown_away_protects_nothing() {
        assertThat(Synthesized.wholeDemo().propertiesOf("AWS::DynamoDB::Table"))
                .allSatisfy((path, table) -> assertThat(table)
                        .doesNotContainKeys("DeletionProtectionEnabled", "PointInTimeRecoverySpecification"));
    }
}
