package faas.cli.deadletters;

import faas.cli.engine.FunctionLogs;
import faas.cli.engine.LogFiles;
import faas.cli.engine.LogLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Why messages failed, by what functions logged about them. */
@FunctionalInterface
public interface Causes {

    /** Levels of lines about failures. */
    Set<String> OF_FAILURES = Set.of("ERROR", "WARN");

    /**
     * The lines of one function that contain a text.
     *
     * @param letter no line is older than it
     */
    List<LogLine> containing(String text, String function, DeadLetter letter) throws IOException;

    /** Of a local engine, by its folder of logs. */
    static Causes inFiles(Path folder) {
        return (text, function, _) -> new LogFiles(folder)
                .unread(List.of(function)).stream()
                        .filter(line -> line.text().contains(text))
                        .toList();
    }

    /** In the functions' log groups. */
    static Causes inLogGroups(FunctionLogs logs) {
        return (text, function, letter) -> logs.containing(text, function, letter.sent());
    }

    /** Of an engine that keeps no logs. */
    static Causes unknown() {
        return (_, _, _) -> List.of();
    }

    /** The last line about the dead letter: of an error or a warning, or any if there is none. */
    default Optional<LogLine> last(DeadLetter letter, FailureQueue queue) throws IOException {
        var lines = new ArrayList<LogLine>();
        for (var origin : queue.origins()) {
            for (var function : origin.functions()) {
                for (var id : letter.content().ids()) {
                    if (!id.isEmpty()) {
                        lines.addAll(containing(id, function, letter));
                    }
                }
            }
        }
        lines.removeIf(LogLine::isAccounting);
        lines.sort(Comparator.comparing(LogLine::time));
        return lines.reversed().stream()
                .filter(line -> !line.isStructured()
                        || OF_FAILURES.contains(line.fields().path("level").asText()))
                .findFirst()
                .or(() -> lines.reversed().stream().findFirst());
    }
}
