package io.orderchannel.demo.cli;

import io.orderchannel.demo.engine.EngineCommand;
import io.orderchannel.demo.engine.EngineConnection;
import io.orderchannel.demo.engine.EngineFailedException;
import io.orderchannel.demo.engine.EngineProcess;
import io.orderchannel.demo.engine.EngineRecords;
import io.orderchannel.demo.engine.PeakMemory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** An engine started for one command, with its figures. Closing it stops every process. */
final class EngineSession implements AutoCloseable {

    private static final Duration QUIET_WITHIN = Duration.ofSeconds(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);

    private final EngineProcess process;
    private final PeakMemory memory;
    private final Duration ready;

    private EngineSession(EngineProcess process, PeakMemory memory, Duration ready) {
        this.process = process;
        this.memory = memory;
        this.ready = ready;
    }

    /** Starts the engine; returns when a signed request has been answered. */
    static EngineSession start(EngineCommand command, Path root)
            throws IOException, InterruptedException, EngineFailedException {
        var memory = new PeakMemory(ProcessHandle.current());
        long start = System.nanoTime();
        var process = EngineProcess.start(command, root.resolve("target/engine"));
        try (var http = process.connection().http()) {
            var nobodys = URI.create(process.connection().output("GetOrderUrl")).resolve("/orders/none");
            int status = http.send("GET", nobodys, Map.of(), "").statusCode();
            if (status != 404) {
                throw new EngineFailedException(
                        "the first request was answered with status " + status + ", expected 404; see " + process.log(),
                        1);
            }
        } catch (IOException | InterruptedException | EngineFailedException | RuntimeException e) {
            process.close();
            throw e;
        }
        return new EngineSession(process, memory, Duration.ofNanos(System.nanoTime() - start));
    }

    EngineConnection connection() {
        return process.connection();
    }

    EngineProcess process() {
        return process;
    }

    /** From the start of the engine's process to the first signed request answered with every mapping polling. */
    Duration ready() {
        return ready;
    }

    /** The engine's records once they have stopped to change: the last invocations end after the last order has settled. */
    EngineRecords recordsAtRest() throws IOException, InterruptedException {
        var before = EngineRecords.fetch(connection().endpoint());
        long start = System.nanoTime();
        while (System.nanoTime() - start < QUIET_WITHIN.toNanos()) {
            Thread.sleep(BETWEEN_LOOKS);
            var now = EngineRecords.fetch(connection().endpoint());
            if (now.equals(before)) {
                break;
            }
            before = now;
        }
        return before;
    }

    long peakMiB() {
        return memory.peakMiB();
    }

    @Override
    public void close() {
        memory.close();
        process.close();
    }
}
