package faas.acceptance.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import faas.acceptance.engine.EngineKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables as the document should have them are in {@code target/conformance-tables.md} after a run. */
class ConformanceDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "conformance.md");
    private static final Path TABLES = Path.of("target", "conformance-tables.md");

    @Test
    void the_document_shows_behaviours_and_differences_as_they_are_in_the_code() throws IOException {
        // The last area has no empty line after it.
        var tables = tables().subList(0, tables().size() - 1);
        Files.write(TABLES, tables);

        var documented = Files.readAllLines(DOCUMENT).stream()
                .dropWhile(line -> !line.startsWith("## "))
                .toList();

        assertThat(documented)
                .as("%s from its first table on, expected as in %s", DOCUMENT, TABLES)
                .containsExactlyElementsOf(tables);
    }

    private static List<String> tables() {
        return Stream.of(Behaviour.Area.values())
                .flatMap(area -> Stream.concat(
                        Stream.of(
                                "## " + area.title(),
                                area.what(),
                                "",
                                "| what is looked at | on AWS | local | LocalStack |",
                                "|---|---|---|---|"),
                        Stream.concat(rows(area), Stream.of(""))))
                .toList();
    }

    private static Stream<String> rows(Behaviour.Area area) {
        return Stream.of(Behaviour.values())
                .filter(behaviour -> behaviour.area() == area)
                .map(behaviour -> Stream.concat(
                                Stream.of(behaviour.what(), "[" + behaviour.onAws() + "](" + behaviour.page() + ")"),
                                Stream.of(EngineKind.LOCAL, EngineKind.LOCALSTACK)
                                        .map(engine -> cell(engine, behaviour)))
                        .collect(Collectors.joining(" | ", "| ", " |")));
    }

    private static String cell(EngineKind engine, Behaviour behaviour) {
        return Differences.limit(engine, behaviour)
                .or(() -> Differences.of(engine, behaviour)
                        .map(difference -> "**" + difference.seen() + "**: " + difference.why()))
                .orElse("the same");
    }
}
