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

    @Test
    void an_update_is_one_line_to_the_engine_and_its_answer_one_line_back() throws Exception {
        try (var engine = start("echo '" + READY + "'; while read -r line; do echo \"got $line\"; echo later;"
                + " echo '{\"changed\":[\"A: code\"],\"needsNewStart\":[]}'; done")) {
            var update = engine.update(folder.resolve("next"));

            assertThat(update).isEqualTo(new EngineProcess.Update(List.of("A: code"), List.of(), ""));
            assertThat(engine.update(folder.resolve("other"))).isEqualTo(update);
            assertThat(Files.readString(engine.log()))
                    .contains("got {\"update\":\"" + folder.resolve("next") + "\"}\nlater\n");
        }
    }

    @Test
    void an_update_that_is_refused_tells_why() throws Exception {
        try (var engine = start("echo '" + READY + "'; read -r line; echo '{\"refused\":\"no folder\"}'; sleep 600")) {
            assertThat(engine.update(folder)).isEqualTo(new EngineProcess.Update(List.of(), List.of(), "no folder"));
        }
    }

    @Test
    void an_engine_that_ends_during_an_update_is_told_then_and_later() throws Exception {
        var engine = start("echo '" + READY + "'; read -r line; exit 3");

        for (int attempt = 1; attempt <= 2; attempt++) {
            assertThatExceptionOfType(EngineFailedException.class)
                    .isThrownBy(() -> engine.update(folder))
                    .withMessageStartingWith("the engine ended while it was given " + folder)
                    .satisfies(failed -> assertThat(failed.exitCode()).isEqualTo(3));
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
