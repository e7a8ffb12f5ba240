package faas.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFilesTest {

    @TempDir
    Path logs;

    @Test
    void each_line_is_read_once_and_when_it_is_complete() throws IOException {
        var files = new LogFiles(logs);
        assertThat(files.unread(List.of("demo-Place"))).isEmpty();

        Files.createDirectory(logs.resolve("demo-Place"));
        write("one\ntw");
        assertThat(files.unread(List.of("demo-Place")))
                .extracting(LogLine::function, LogLine::text)
                .containsExactly(tuple("demo-Place", "one"));

        write("o\nthree\n");
        assertThat(files.unread(List.of("demo-Place")))
                .extracting(LogLine::text)
                .containsExactly("two", "three");
        assertThat(files.unread(List.of("demo-Place"))).isEmpty();
    }

    @Test
    void an_invocations_own_lines_have_the_times_of_its_start_and_end() throws IOException {
        Files.createDirectory(logs.resolve("demo-Place"));
        for (int hour = 10; hour <= 11; hour++) {
            write("""
                    START RequestId: r1 Version: 1
                    {"timestamp":"2026-03-01T%1$d:00:01.500Z","message":"item placed","requestId":"r1"}
                    END RequestId: r1
                    REPORT RequestId: r1\tDuration: 1250.00 ms
                    """.formatted(hour));
        }

        assertThat(new LogFiles(logs).unread(List.of("demo-Place")))
                .extracting(line -> line.time().toString())
                .containsExactly(
                        "2026-03-01T10:00:00.250Z",
                        "2026-03-01T10:00:01.500Z",
                        "2026-03-01T10:00:01.500Z",
                        "2026-03-01T10:00:01.500Z",
                        "2026-03-01T11:00:00.250Z",
                        "2026-03-01T11:00:01.500Z",
                        "2026-03-01T11:00:01.500Z",
                        "2026-03-01T11:00:01.500Z");
    }

    private void write(String text) throws IOException {
        Files.writeString(
                logs.resolve("demo-Place/one.log"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
