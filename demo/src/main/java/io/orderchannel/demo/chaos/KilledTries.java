package io.orderchannel.demo.chaos;

import io.orderchannel.demo.chaos.Comparison.DeadLetter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds in an engine's logs which tries of a message ended by kills. */
final class KilledTries {

    /** What the engine logs of an invocation whose process ended, followed by the ids of its messages. */
    private static final String KILLED = "failed (EXIT)";

    /** The function that a consumer calls while it handles a message. */
    private static final String CALLEE = "ManageSlot";

    /** What the consumer logs if that call failed. */
    private static final String CALL_FAILED = "function error";

    /** Its consumer polls the queue itself, so the engine does not know which messages a killed invocation had. */
    private static final String POLLED_BY = "DrainPayouts";

    private static final String POLLED = "-Payouts";

    private final Path engineLog;
    private final Path functionLogs;

    KilledTries(Path engineLog, Path functionLogs) {
        this.engineLog = engineLog;
        this.functionLogs = functionLogs;
    }

    /** @param look the engine's figures at the end of the run */
    DeadLetter judge(WorkQueues.GivenUp letter, EngineLook look) throws IOException {
        var id = letter.message().messageId();
        long killed = letter.source().endsWith(POLLED)
                ? Math.min(letter.tries(), look.exitsOf(POLLED_BY))
                : lines(engineLog, KILLED, id)
                        + (look.failedByExitsOnly(CALLEE) ? callsFailed(letter.source(), id) : 0);
        return new DeadLetter(
                letter.queue(),
                id,
                Optional.empty(),
                killed >= letter.tries(),
                killed + " of its " + letter.tries() + " tries ended by kills");
    }

    private long callsFailed(String source, String id) throws IOException {
        var folder = functionLogs.resolve(source);
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (var files = Files.list(folder)) {
            long sum = 0;
            for (var file : files.toList()) {
                sum += lines(file, CALL_FAILED, id);
            }
            return sum;
        }
    }

    private static long lines(Path file, String word, String id) throws IOException {
        // A killed process may leave half a UTF-8 character, which ISO 8859-1 accepts.
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains(word) && line.contains(id))
                    .count();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
