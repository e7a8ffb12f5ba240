package faas.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineCommandTest {

    @TempDir
    Path root;

    @Test
    void what_the_engine_is_asked_for_is_on_its_command_line_and_nothing_else() throws IOException {
        Files.createDirectories(root.resolve("tools/local-cloud/target"));
        Files.writeString(root.resolve("tools/local-cloud/target/engine.args"), "-cp \"a.jar:b.jar\" Main\n");
        var standard = EngineCommand.of(root);

        assertThat(standard.toCommandLine(root))
                .doesNotContain("--port", "--fresh-environments", "--primed", "--debug", "--suspend");
        assertThat(standard.withPrimed(true).withPort(8080).toCommandLine(root))
                .contains("--primed")
                .containsSequence("--port", "8080")
                .doesNotContain("--fresh-environments");
        assertThat(standard.withFreshEnvironments(true).withPrimed(true).toCommandLine(root))
                .contains("--fresh-environments", "--primed");
        assertThat(standard.withDebugged(Map.of("A", 5005), false)
                        .withPort(8080)
                        .toCommandLine(root))
                .containsSequence("--debug", "A=5005")
                .doesNotContain("--suspend");
        assertThat(standard.withDebugged(Map.of("A", 5005), true).toCommandLine(root))
                .containsSequence("--debug", "A=5005", "--suspend");
    }
}
