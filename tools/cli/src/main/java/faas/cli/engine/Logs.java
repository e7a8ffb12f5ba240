package faas.cli.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The log files that a local engine left. */
final class Logs {

    private Logs() {}

    /**
     * The lines of every file below the folder.
     *
     * @param since files that nobody wrote to after that are an earlier engine's, and left out
     */
    static List<String> lines(Path folder, Instant since) throws IOException {
        List<String> lines = new ArrayList<>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (!Files.getLastModifiedTime(file).toInstant().isBefore(since)) {
                    // A process that was killed may have left half a character.
                    new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                            .lines()
                            .forEach(lines::add);
                }
            }
        }
        return lines;
    }
}
