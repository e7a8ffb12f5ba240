package faas.localcloud.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** A file to which probes write a line for each invocation, and which tests read. */
public final class Notes {
    static final String VARIABLE = "PROBE_NOTES";

    private final Path file;

    public Notes(Path file) {
        this.file = file;
    }

    static Notes fromEnvironment() {
        return new Notes(Path.of(System.getenv(VARIABLE)));
    }

    public String variable() {
        return VARIABLE;
    }

    public Path file() {
        return file;
    }

    void write(String line) {
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One line an invocation, in the order they began. */
    public List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What all invocations got together. */
    public List<String> words() {
        return lines().stream().flatMap(line -> Stream.of(line.split(" ", -1))).toList();
    }
}
