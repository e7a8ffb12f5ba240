package faas.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shell scripts stand in for the engine: what counts here is how its process is treated. */
class EngineProcessTest {

    private static final String READY =
            "{\"endpoint\":\"http://127.0.0.1:1\",\"region\":\"r\",\"accessKeyId\":\"a\",\"secretAccessKey\":\"s\",\"outputs\":{}}";

    @TempDir
    Path folder;

    @Test
    void closing_ends_the_engine_and_its_children() throws Exception {
        var engine = start("sleep 600 & echo '" + READY + "'; echo later; wait");
        var children = await().until(() -> engine.handle().descendants().toList(), found -> !found.isEmpty());

        engine.close();

        assertThat(engine.handle().isAlive()).isFalse();
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void an_engine_that_ignores_its_signal_is_ended_by_force() throws Exception {
        var engine =
                start("trap '' TERM; echo '" + READY + "'; while true; do sleep 0.2; done", Duration.ofMillis(300));

        engine.close();

        assertThat(engine.handle().isAlive()).isFalse();
    }

    @Test
    void an_engine_that_ends_before_it_is_ready_is_quoted() {
        assertThatExceptionOfType(EngineFailedException.class)
                .isThrownBy(() -> start("echo 'starting' >&2; echo 'port 1 is taken' >&2; exit 2"))
                .withMessage("port 1 is taken")
                .satisfies(failed -> assertThat(failed.exitCode()).isEqualTo(2));
    }

    @Test
    void what_the_engine_prints_after_its_first_line_goes_to_the_log() throws Exception {
        try (var engine = start("echo '" + READY + "'; echo later; sleep 600")) {
            await().untilAsserted(
                            () -> assertThat(Files.readString(engine.log())).contains("later"));
            assertThat(engine.connection().caller().region()).isEqualTo("r");
        }
    }

    private EngineProcess start(String script) throws IOException, InterruptedException, EngineFailedException {
        return start(script, Duration.ofSeconds(10));
    }

    private EngineProcess start(String script, Duration stopWithin)
            throws IOException, InterruptedException, EngineFailedException {
        return EngineProcess.start(List.of("bash", "-c", script), folder.resolve("engine.log"), stopWithin);
    }
}
