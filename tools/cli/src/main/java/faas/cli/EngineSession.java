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

    /**
     * How long the first answer of a new deployment may take on AWS: a new URL and its permission take seconds until
     * they are known everywhere, and a SnapStart version that nothing invoked for 14 days minutes until it has its
     * snapshot again (https://docs.aws.amazon.com/lambda/latest/dg/snapstart-troubleshooting.html).
     */
    Duration FIRST_ANSWER_WITHIN = Duration.ofMinutes(3);

    /** Between two requests until the first answer. */
    Duration BETWEEN_REQUESTS = Duration.ofSeconds(1);

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
     * Sends the system's health check until it is answered as it should be.
     *
     * @param within how long to wait for that answer; zero: the first one counts
     * @param log where to look when it fails
     * @throws EngineFailedException if the last answer has another status than the check expects, or none came
     */
    static void requireAnswer(EngineConnection connection, Duration within, Object log)
            throws InterruptedException, EngineFailedException {
        var health = SystemDefinition.load().health();
        if (health.isPresent()) {
            requireAnswer(
                    () -> connection.send(health.get().request()).statusCode(),
                    health.get().status(),
                    BETWEEN_REQUESTS,
                    within,
                    log);
        }
    }

    /** Where the status of an answer comes from. */
    interface Request {
        int send() throws IOException, InterruptedException;
    }

    /** Sends a request, and again after pauses, until it is answered with the status that is expected. */
    static void requireAnswer(Request request, int expected, Duration between, Duration within, Object log)
            throws InterruptedException, EngineFailedException {
        long start = System.nanoTime();
        while (true) {
            String found;
            try {
                int status = request.send();
                if (status == expected) {
                    return;
                }
                found = "was answered with status " + status + ", expected " + expected;
            } catch (IOException e) {
                found = "was not answered: " + e;
            }
            if (System.nanoTime() - start >= within.toNanos()) {
                throw new EngineFailedException("the first request " + found + "; see " + log, 1);
            }
            Thread.sleep(between);
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
