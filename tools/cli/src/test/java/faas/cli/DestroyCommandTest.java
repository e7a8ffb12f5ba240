package faas.cli;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import faas.infra.policy.Stage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DestroyCommandTest {

    private static final Stage KEPT = Stage.thrownAway("shop", "production").retained();

    @Test
    void a_stage_that_is_thrown_away_is_removed_without_a_question() {
        assertThatNoException()
                .isThrownBy(() -> DestroyCommand.requireConfirmed(
                        Stage.thrownAway("shop", "demo"), null, InputStream.nullInputStream()));
    }

    @Test
    void a_stage_that_keeps_data_is_removed_by_its_name() {
        assertThatNoException().isThrownBy(() -> DestroyCommand.requireConfirmed(KEPT, null, typed("production\n")));
        assertThatNoException()
                .isThrownBy(() -> DestroyCommand.requireConfirmed(KEPT, "production", InputStream.nullInputStream()));
    }

    @Test
    void another_answer_removes_nothing() {
        assertRefused(null, typed("y\n"), "stage production stays: expected its name, found 'y'");
        assertRefused("demo", typed("production\n"), "stage production stays: expected its name, found 'demo'");
    }

    @Test
    void where_nobody_answers_the_option_is_named() {
        assertRefused(
                null,
                InputStream.nullInputStream(),
                "stage production stays: expected its name (--confirm production)");
    }

    private static void assertRefused(@Nullable String confirmed, InputStream answers, String message) {
        assertThatExceptionOfType(UserErrorException.class)
                .isThrownBy(() -> DestroyCommand.requireConfirmed(KEPT, confirmed, answers))
                .withMessage(message);
    }

    private static InputStream typed(String line) {
        return new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8));
    }
}
