package faas.infra.policy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PermissionTest {
    @Test
    void action_with_a_wildcard_is_refused() {
        assertThatThrownBy(() -> Permission.of("arn:table", "reads", "dynamodb:Get*"))
                .isInstanceOf(PolicyException.class)
                .hasMessage("arn:table: action dynamodb:Get*: must name one action, never *");
    }

    @Test
    void every_resource_is_refused_for_an_action_that_has_a_resource_level() {
        assertThatThrownBy(() -> Permission.of("*", "reads", "dynamodb:GetItem"))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith("dynamodb:GetItem: resource *: must be an ARN");
    }
}
