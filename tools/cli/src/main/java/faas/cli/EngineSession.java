package faas.cli;

import faas.cli.engine.EngineConnection;
import faas.cli.engine.EngineFailedException;
import faas.cli.engine.EngineRecords;
import faas.infra.SystemDefinition;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * An engine for one command, with its figures. Closing it stops and removes what was started for it, and nothing else.
 */
public interface EngineSession extends AutoCloseable {

    /** As reports call it. */
    String engine();

    EngineConnection connection();

    /**
     * From the start of the engine, or of the deployment where it ran already, to the first signed request answered.
     */
    Duration ready();

    /** How long a run on it waits without news. */
    Patience patience();

    /** What functions and queues did, once it no longer changes: invocations may end after the last result is seen. */
    EngineRecords recordsAtRest() throws IOException, InterruptedException;

    /**
     * The most that this process and all that it started had resident; empty where the engine is none of them, and on
     * a system without /proc.
     */
    Optional<Long> peakMiB();

    @Override
    void close() throws IOException;

    /**
     * Sends the system's health check.
     *
     * @param log where to look when it fails
     * @throws EngineFailedException if the answer has another status than the check expects
     */
    static void requireAnswer(EngineConnection connection, Object log)
            throws IOException, InterruptedException, EngineFailedException {
        var health = SystemDefinition.load().health();
        if (health.isPresent()) {
            int status = connection.send(health.get().request()).statusCode();
            if (status != health.get().status()) {
                throw new EngineFailedException(
                        "the first request was answered with status " + status + ", expected "
                                + health.get().status() + "; see " + log,
                        1);
            }
        }
    }

    /** Where an engine's figures are read. */
    interface Figures {
        EngineRecords read() throws IOException, InterruptedException;
    }

    /** The figures once two looks in a row see the same, or the last ones when time is over. */
    static EngineRecords atRest(Figures figures, Duration betweenLooks, Duration within)
            throws IOException, InterruptedException {
        var before = figures.read();
        long start = System.nanoTime();
        while (System.nanoTime() - start < within.toNanos()) {
            Thread.sleep(betweenLooks);
            var now = figures.read();
            if (now.equals(before)) {
                break;
            }
            before = now;
        }
        return before;
    }
}
