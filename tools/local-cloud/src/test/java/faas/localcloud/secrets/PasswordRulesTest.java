package faas.localcloud.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class PasswordRulesTest {
    private final SecureRandom random = new SecureRandom();

    @RepeatedTest(20)
    void each_type_is_in_the_shortest_password_that_can_hold_them() {
        String password = new PasswordRules(
                        4,
                        List.of(
                                PasswordRules.LOWERCASE,
                                PasswordRules.UPPERCASE,
                                PasswordRules.NUMBERS,
                                PasswordRules.PUNCTUATION),
                        true)
                .generate(random);

        assertThat(password)
                .hasSize(4)
                .containsPattern("[a-z]")
                .containsPattern("[A-Z]")
                .containsPattern("[0-9]")
                .containsPattern("[^a-zA-Z0-9]");
    }

    @RepeatedTest(20)
    void an_excluded_character_is_not_in_it() {
        String some = PasswordRules.without(PasswordRules.NUMBERS, "01234567");

        assertThat(new PasswordRules(64, List.of(some), false).generate(random)).matches("[89]{64}");
    }

    @Test
    void two_passwords_differ() {
        PasswordRules rules = new PasswordRules(32, List.of(PasswordRules.LOWERCASE), true);

        assertThat(rules.generate(random)).isNotEqualTo(rules.generate(random));
    }

    @Test
    void rules_that_nothing_follows_are_refused() {
        assertThatThrownBy(() -> new PasswordRules(8, List.of(), true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PasswordRules(8, List.of(""), true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PasswordRules(1, List.of("a", "b"), true))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new PasswordRules(1, List.of("a", "b"), false).generate(random))
                .hasSize(1);
    }
}
