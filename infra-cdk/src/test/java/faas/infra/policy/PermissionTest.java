package faas.infra.policy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionTest {
    @Test
    void action_with_a_wildcard_is_refused() {
        assertThatThrownBy(() -> Permission.of("arn:table", "reads", "dynamodb:Get*"))
                .isInstanceOf(PolicyException.class)
                .hasMessage("arn:table: action dynamodb:Get*: must name one action, never *");
    }

    @Test
    void a_scan_of_some_keys_is_refused_since_it_names_none() {
        assertThatThrownBy(() -> Permission.of("arn:table", "reads", "dynamodb:GetItem", "dynamodb:Scan")
                        .onKeys("invoice#*"))
                .isInstanceOf(PolicyException.class)
                .hasMessage(
                        "arn:table: action dynamodb:Scan: must name the keys of its items to be allowed on some only");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "?", "", "*#paid", "?nvoice#1"})
    void key_without_a_beginning_is_refused_as_a_part_of_a_table(String key) {
        assertThatThrownBy(() ->
                        Permission.of("arn:table", "reads", "dynamodb:GetItem").onKeys("invoice#*", key))
                .isInstanceOf(PolicyException.class)
                .hasMessage("arn:table: key '" + key + "': must begin with what the items have in common");
    }

    /** A statement without a condition would allow every item. */
    @Test
    void no_keys_are_refused_as_a_part_of_a_table() {
        assertThatThrownBy(() ->
                        Permission.of("arn:table", "reads", "dynamodb:GetItem").onKeys())
                .isInstanceOf(PolicyException.class)
                .hasMessage("arn:table: no keys: must be at least one");
    }

    @Test
    void every_resource_is_refused_for_an_action_that_has_a_resource_level() {
        assertThatThrownBy(() -> Permission.of("*", "reads", "dynamodb:GetItem"))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith("dynamodb:GetItem: resource *: must be an ARN");
    }
}
