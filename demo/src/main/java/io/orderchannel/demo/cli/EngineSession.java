package io.orderchannel.demo.cli;

import io.orderchannel.demo.engine.EngineConnection;
import io.orderchannel.demo.engine.EngineFailedException;
import io.orderchannel.demo.engine.EngineRecords;
import io.orderchannel.demo.run.RunOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** An engine for one command, with its figures. Closing it stops and removes what was started for it, and nothing else. */
interface EngineSession extends AutoCloseable {

    /** As reports call it. */
    String engine();

    EngineConnection connection();

    /** From the start of the engine, or of the deployment where it ran already, to the first signed request answered. */
    Duration ready();

    /** How long a run on it waits without news. */
    RunOptions.Patience patience();

    /** What functions and queues did, once it has stopped to change: the last invocations end after the last order has settled. */
    EngineRecords recordsAtRest() throws IOException, InterruptedException;

    /** The most that this process and all that it started had resident; empty where the engine is none of them. */
    Optional<Long> peakMiB();

    @Override
    void close() throws IOException;

    /**
     * Sends a signed request for an order that nobody placed.
     *
     * @param log where to look when it fails
     * @throws EngineFailedException if the answer is another one than that there is none
     */
    static void requireAnswer(EngineConnection connection, Object log)
            throws IOException, InterruptedException, EngineFailedException {
        try (var http = connection.http()) {
            var nobodys = URI.create(connection.output("GetOrderUrl")).resolve("/orders/none");
            int status = http.send("GET", nobodys, Map.of(), "").statusCode();
            if (status != 404) {
                throw new EngineFailedException(
                        "the first request was answered with status " + status + ", expected 404; see " + log, 1);
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
