package faas.cli.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What functions write to the log files of a local engine: a folder for each function, a file for each environment. */
public final class LogFiles implements LogReader {

    private final Path folder;
    private final Map<Path, Long> read = new HashMap<>();

    /** @param folder the engine's {@code logs} */
    public LogFiles(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<LogLine> naming(Collection<String> functions, Collection<String> texts, Instant since)
            throws IOException {
        return new LogFiles(folder)
                .unread(functions).stream()
                        .filter(line ->
                                !line.time().isBefore(since) && texts.stream().anyMatch(line.text()::contains))
                        .sorted(Comparator.comparing(LogLine::time))
                        .toList();
    }

    /** The files are of one engine, and all that it logged is read, however old. */
    @Override
    public List<LogLine> unread(Collection<String> functions, Instant since) throws IOException {
        return unread(functions);
    }

    List<LogLine> unread(Collection<String> functions) throws IOException {
        var lines = new ArrayList<LogLine>();
        for (var function : functions) {
            var ofFunction = folder.resolve(function);
            if (Files.isDirectory(ofFunction)) {
                try (var files = Files.newDirectoryStream(ofFunction)) {
                    for (var file : files) {
                        lines.addAll(unread(function, file));
                    }
                } catch (NoSuchFileException e) {
                    // The next engine empties the folder.
                }
            }
        }
        return lines;
    }

    /**
     * Output without a time of its own takes that of the line after it, or of the file's last change. What ends an
     * invocation takes that of the line before it, since the next one may come much later; its START line is as much
     * earlier as it took.
     */
    private List<LogLine> unread(String function, Path file) throws IOException {
        var time = Files.getLastModifiedTime(file).toInstant();
        var texts = complete(file).lines().toList();
        var lines = new ArrayList<LogLine>();
        var started = Optional.<Instant>empty();
        for (int i = texts.size() - 1; i >= 0; i--) {
            var text = texts.get(i);
            var fields = LogLine.fields(text);
            time = time(text, fields).orElse(time);
            var shown = time;
            if (LogLine.endsInvocation(text)) {
                var ended = before(texts, i).orElse(time);
                var report = LoggedInvocations.Report.of(text);
                if (report.isPresent()) {
                    started = Optional.of(ended.minus(report.get().duration()));
                }
                shown = ended;
            } else if (LogLine.startsInvocation(text)) {
                shown = started.orElse(time);
                started = Optional.empty();
            }
            lines.addFirst(new LogLine(shown, function, text, fields));
        }
        return lines;
    }

    private static Optional<Instant> before(List<String> texts, int end) {
        for (int i = end - 1; i >= 0; i--) {
            var time = time(texts.get(i), LogLine.fields(texts.get(i)));
            if (time.isPresent()) {
                return time;
            }
        }
        return Optional.empty();
    }

    private String complete(Path file) throws IOException {
        long from = read.getOrDefault(file, 0L);
        try (var channel = Files.newByteChannel(file).position(from);
                var in = Channels.newInputStream(channel)) {
            var bytes = in.readAllBytes();
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            read.put(file, from + end);
            return new String(bytes, 0, end, StandardCharsets.UTF_8);
        }
    }

    /** A line that says that an invocation timed out begins with its time. */
    private static Optional<Instant> time(String text, JsonNode fields) {
        var metrics = fields.path("_aws").path("Timestamp");
        if (metrics.isIntegralNumber()) {
            return Optional.of(Instant.ofEpochMilli(metrics.longValue()));
        }
        try {
            return Optional.of(
                    Instant.parse(fields.isObject() ? fields.path("timestamp").asText() : text.split(" ", 2)[0]));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        // No file is open between two calls.
    }
}
