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

    private void write(String text) throws IOException {
        Files.writeString(
                logs.resolve("demo-Place/one.log"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
