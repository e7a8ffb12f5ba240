package faas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class HelpFilesTest {

    private static final Path HELP = Path.of("help");

    @Test
    void help_of_each_verb_is_what_its_declaration_prints() throws IOException {
        var printed = Path.of("target/help");

        var files = HelpFiles.write(Main.commandLine(), printed);

        assertThat(files)
                .isNotEmpty()
                .allSatisfy(file -> assertThat(HELP.resolve(file))
                        .as("to write it anew: cp -r tools/cli/target/help tools/cli")
                        .hasSameTextualContentAs(printed.resolve(file)));
        // These verbs the script itself carries out.
        files.addAll(List.of(Path.of("completion.txt"), Path.of("test.txt")));
        try (var present = Files.walk(HELP)) {
            assertThat(present.filter(Files::isRegularFile).map(HELP::relativize))
                    .containsExactlyInAnyOrderElementsOf(files);
        }
    }
}
