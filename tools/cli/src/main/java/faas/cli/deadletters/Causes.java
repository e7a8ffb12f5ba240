package faas.cli.deadletters;

import faas.cli.engine.EngineFailedException;
import faas.cli.engine.LogLine;
import faas.cli.engine.LogReader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Why messages failed, by what functions logged about them.
 *
 * @param logs empty for an engine that keeps none
 */
public record Causes(Optional<LogReader> logs) {

    private static final Set<String> LEVELS_OF_FAILURES = Set.of("ERROR", "WARN");

    /** The last line about the dead letter: of an error or a warning, or any if there is none. */
    public Optional<LogLine> last(DeadLetter letter, FailureQueue queue)
            throws IOException, InterruptedException, EngineFailedException {
        var ids = letter.content().ids().stream().filter(id -> !id.isEmpty()).toList();
        if (logs.isEmpty() || ids.isEmpty()) {
            return Optional.empty();
        }
        var functions = queue.origins().stream()
                .flatMap(origin -> origin.functions().stream())
                .distinct()
                .toList();
        List<LogLine> latestFirst = logs.get().naming(functions, ids, letter.sent()).reversed().stream()
                .filter(line -> !line.isAccounting())
                .toList();
        return latestFirst.stream()
                .filter(line -> !line.isStructured()
                        || LEVELS_OF_FAILURES.contains(
                                line.fields().path("level").asText()))
                .findFirst()
                .or(() -> latestFirst.stream().findFirst());
    }
}
