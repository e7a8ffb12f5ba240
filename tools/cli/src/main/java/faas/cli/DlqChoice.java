package faas.cli;

import faas.cli.deadletters.DeadLetter;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which messages of a queue. */
final class DlqChoice {

    @Option(
            names = "--ids",
            paramLabel = "ID",
            split = ",",
            description = "These messages, by the ids that show prints")
    private List<String> ids = List.of();

    @Option(names = "--match", paramLabel = "TEXT", description = "Messages that hold this text")
    private @Nullable String match;

    boolean isEverything() {
        return ids.isEmpty() && match == null;
    }

    /** @throws UserErrorException if an id is that of no message */
    List<DeadLetter> of(List<DeadLetter> letters) throws UserErrorException {
        var known = letters.stream().map(DeadLetter::id).collect(Collectors.toSet());
        var missing = ids.stream().filter(Predicate.not(known::contains)).findFirst();
        if (missing.isPresent()) {
            throw new UserErrorException(
                    "--ids " + missing.get() + ": no such message in the queue now; ./faas dlq show lists them");
        }
        return letters.stream()
                .filter(letter -> ids.isEmpty() || ids.contains(letter.id()))
                .filter(letter -> match == null || letter.message().body().contains(match))
                .toList();
    }
}
