package faas.acceptance.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private String before = "";

    @BeforeEach
    void remember() {
        before = System.getProperty(EngineKind.PROPERTY, EngineKind.LOCAL.toString());
    }

    @AfterEach
    void restore() {
        System.setProperty(EngineKind.PROPERTY, before);
    }

    @Test
    void aws_can_do_all_but_what_only_a_machine_of_ones_own_can() {
        assertThat(Arrays.stream(Ability.values())
                        .filter(ability -> Limits.of(EngineKind.AWS, ability).isPresent()))
                .containsExactlyInAnyOrder(
                        Ability.RECORDS,
                        Ability.FAULTS,
                        Ability.FRESH_ENVIRONMENTS,
                        Ability.SHORT_IDLE_TIME,
                        Ability.PROMPT_EXPIRY,
                        Ability.PROMPT_FILTER_POLICIES,
                        Ability.STANDS_IN_FOR_AWS,
                        Ability.CLOUD_FORMATION);
    }

    @Test
    void on_aws_the_suite_has_a_stage_of_its_own() {
        System.setProperty(EngineKind.PROPERTY, "aws");

        assertThat(EngineKind.chosen().stage()).isEqualTo("test");
    }

    @Test
    void an_engine_that_is_none_is_named_with_those_that_are() {
        System.setProperty(EngineKind.PROPERTY, "azure");

        assertThatIllegalArgumentException()
                .isThrownBy(EngineKind::chosen)
                .withMessageContaining("azure")
                .withMessageContaining("[local, localstack, aws]");
    }
}
