package faas.cli.deadletters;

import faas.cli.engine.AwsClients;
import faas.cli.engine.EngineFailedException;
import faas.cli.engine.LogLine;
import faas.cli.engine.LogReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;

/** Why messages failed, by what functions logged about them. */
public final class Causes {

    private static final Set<String> LEVELS_OF_FAILURES = Set.of("ERROR", "WARN");

    private final LogReader reader;
    private final List<LogLine> lines = new ArrayList<>();

    public Causes(LogReader reader) {
        this.reader = reader;
    }

    /**
     * Reads what the functions of the queue's origins logged about its messages. All at once, since on AWS it is a query
     * that is billed by what it scans.
     *
     * @return why they cannot be read, or nothing if they can
     */
    public Optional<String> read(FailureQueue queue, List<DeadLetter> letters) throws InterruptedException {
        var functions = queue.origins().stream()
                .flatMap(origin -> origin.functions().stream())
                .distinct()
                .toList();
        var ids = letters.stream()
                .flatMap(letter -> letter.content().ids().stream())
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
        // Lambda sends what it gives up after the last try has ended.
        var since = letters.stream()
                .map(letter -> letter.sent().minus(LogReader.LONGEST_RUN))
                .min(Comparator.naturalOrder());
        if (since.isPresent() && !ids.isEmpty()) {
            try {
                lines.addAll(reader.naming(functions, ids, since.get()));
            } catch (IOException | EngineFailedException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            } catch (SdkException e) {
                return Optional.of(AwsClients.said(e));
            }
        }
        return Optional.empty();
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
                        || LEVELS_OF_FAILURES.contains(
                                line.fields().path("level").asText()))
                .findFirst()
                .or(() -> about.reversed().stream().findFirst());
    }
}
