package faas.localcloud.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccessDenialsTest {
    private final AccessDenials denials = new AccessDenials();

    @Test
    void the_same_denial_is_counted() {
        assertThat(denials.add("F", "role", "sqs:SendMessage", "a")).isTrue();
        assertThat(denials.add("F", "role", "sqs:SendMessage", "a")).isFalse();

        assertThat(denials.all()).containsExactly(new AccessDenials.Counted("F", "role", "sqs:SendMessage", "a", 2));
    }

    @Test
    void names_that_a_caller_makes_up_take_no_memory() {
        for (int i = 0; i < 5_000; i++) {
            denials.add("F", "role", "sqs:SendMessage", "queue" + i);
        }
        denials.add("F", "role", "sqs:SendMessage", "queue0");

        assertThat(denials.all()).hasSize(1_001).contains(new AccessDenials.Counted("(further)", "", "", "", 4_000));
        assertThat(denials.all()).contains(new AccessDenials.Counted("F", "role", "sqs:SendMessage", "queue0", 2));
    }
}
