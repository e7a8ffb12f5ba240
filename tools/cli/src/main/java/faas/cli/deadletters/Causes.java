package faas.cli.deadletters;

import faas.cli.engine.FunctionLogs;
import faas.cli.engine.LogFiles;
import faas.cli.engine.LogLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Why messages failed, by what functions logged about them. */
public final class Causes {

    private static final Set<String> OF_FAILURES = Set.of("ERROR", "WARN");

    private final Source source;
    private final List<LogLine> lines = new ArrayList<>();

    private Causes(Source source) {
        this.source = source;
    }

    /** Where lines are read. */
    @FunctionalInterface
    public interface Source {
        /** Those that no earlier call returned and that are not older. */
        List<LogLine> unread(Collection<String> functions, Instant since) throws IOException;
    }

    /** Of a local engine, by its folder of logs. */
    public static Causes inFiles(Path folder) {
        var files = new LogFiles(folder);
        return new Causes((functions, _) -> files.unread(functions));
    }

    /** In the functions' log groups. */
    public static Causes inLogGroups(FunctionLogs logs) {
        return new Causes(logs::unread);
    }

    /** Of an engine that keeps no logs. */
    public static Causes unknown() {
        return new Causes((_, _) -> List.of());
    }

    /** Reads what the functions of the queue's origins logged since its messages were sent. */
    public void read(FailureQueue queue, List<DeadLetter> letters) throws IOException {
        var functions = queue.origins().stream()
                .flatMap(origin -> origin.functions().stream())
                .distinct()
                .toList();
        var since = letters.stream().map(DeadLetter::sent).min(Comparator.naturalOrder());
        if (since.isPresent()) {
            lines.addAll(source.unread(functions, since.get()));
        }
    }

    /** The last line about the dead letter: of an error or a warning, or any if there is none. */
    public Optional<LogLine> last(DeadLetter letter) {
        var about = lines.stream()
                .filter(line -> !line.isAccounting())
                .filter(line -> letter.content().ids().stream()
                        .anyMatch(id -> !id.isEmpty() && line.text().contains(id)))
                .sorted(Comparator.comparing(LogLine::time))
                .toList();
        return about.reversed().stream()
                .filter(line -> !line.isStructured()
                        || OF_FAILURES.contains(line.fields().path("level").asText()))
                .findFirst()
                .or(() -> about.reversed().stream().findFirst());
    }
}
