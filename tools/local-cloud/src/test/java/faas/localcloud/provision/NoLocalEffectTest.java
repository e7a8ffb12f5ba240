package faas.localcloud.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoLocalEffectTest {
    @Test
    void the_document_shows_the_list_as_it_is_in_the_code() throws IOException {
        List<String> documented = Files.readAllLines(Path.of("..", "..", "docs", "local-cloud.md")).stream()
                .filter(line -> line.startsWith("| `AWS::"))
                .toList();

        assertThat(documented).containsExactlyElementsOf(rows());
    }

    private static List<String> rows() {
        return NoLocalEffect.entries().stream()
                .map(entry -> "| `" + entry.type() + "` | "
                        + entry.propertyName().map(name -> "`" + name + "`").orElse("all") + " | " + entry.reason()
                        + " |")
                .toList();
    }
}
