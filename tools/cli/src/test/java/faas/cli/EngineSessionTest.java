package faas.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import faas.cli.engine.EngineFailedException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EngineSessionTest {

    private final AtomicInteger sent = new AtomicInteger();

    @Test
    void an_answer_that_comes_late_is_awaited() throws Exception {
        EngineSession.requireAnswer(() -> lateBy(1), 404, Duration.ZERO, Duration.ofMinutes(1), "log");

        assertThat(sent).hasValue(2);
    }

    @Test
    void where_the_first_answer_counts_another_status_fails() {
        assertThatExceptionOfType(EngineFailedException.class)
                .isThrownBy(
                        () -> EngineSession.requireAnswer(() -> lateBy(1), 404, Duration.ZERO, Duration.ZERO, "log"))
                .withMessage("the first request was answered with status 403, expected 404; see log");
        assertThat(sent).hasValue(1);
    }

    @Test
    void no_answer_in_time_fails() {
        assertThatExceptionOfType(EngineFailedException.class)
                .isThrownBy(() -> EngineSession.requireAnswer(
                        () -> {
                            throw new IOException("unknown host");
                        },
                        404,
                        Duration.ZERO,
                        Duration.ZERO,
                        "log"))
                .withMessageContaining("the first request was not answered: java.io.IOException: unknown host");
    }

    private int lateBy(int requests) {
        return sent.getAndIncrement() < requests ? 403 : 404;
    }
}
