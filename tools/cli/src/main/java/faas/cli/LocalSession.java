package faas.cli;

import faas.cli.engine.EngineCommand;
import faas.cli.engine.EngineConnection;
import faas.cli.engine.EngineFailedException;
import faas.cli.engine.EngineProcess;
import faas.cli.engine.EngineRecords;
import faas.cli.engine.MessageDurations;
import faas.cli.engine.PeakMemory;
import faas.cli.engine.WorkDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A local engine started for one command. Closing it stops every process. */
public final class LocalSession implements EngineSession {

    private static final Duration QUIET_WITHIN = Duration.ofSeconds(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);

    private final EngineProcess process;
    private final PeakMemory memory;
    private final WorkDirectory work;
    private final Instant begun;
    private final Duration ready;
    private final Patience patience;

    private LocalSession(
            EngineProcess process,
            PeakMemory memory,
            WorkDirectory work,
            Instant begun,
            Duration ready,
            Patience patience) {
        this.process = process;
        this.memory = memory;
        this.work = work;
        this.begun = begun;
        this.ready = ready;
        this.patience = patience;
    }

    /** Starts the engine; returns when a signed request has been answered. */
    public static LocalSession start(EngineCommand command, Path root)
            throws IOException, InterruptedException, EngineFailedException {
        var work = WorkDirectory.take(root.resolve("target"));
        var how = command.training() || command.hasCaches()
                ? ""
                : " without AOT caches, which ./faas build --caches makes";
        System.err.println("Starting the local engine" + how + " (its log: "
                + root.relativize(work.path()).resolve("engine.log") + ")");
        try {
            return start(command, work);
        } catch (IOException | InterruptedException | EngineFailedException | RuntimeException e) {
            work.close();
            throw e;
        }
    }

    private static LocalSession start(EngineCommand command, WorkDirectory work)
            throws IOException, InterruptedException, EngineFailedException {
        var begun = Instant.now();
        var memory = new PeakMemory(ProcessHandle.current());
        long start = System.nanoTime();
        var process = EngineProcess.start(command, work.path());
        try {
            EngineSession.requireAnswer(process.connection(), Duration.ZERO, process.log());
        } catch (InterruptedException | EngineFailedException | RuntimeException e) {
            process.close();
            throw e;
        }
        return new LocalSession(
                process,
                memory,
                work,
                begun,
                Duration.ofNanos(System.nanoTime() - start),
                command.freshEnvironments() ? Patience.FRESH : Patience.SHORT);
    }

    @Override
    public String engine() {
        return "local";
    }

    @Override
    public EngineConnection connection() {
        return process.connection().withLogs(logs());
    }

    /** The directory to which the engine writes. */
    public Path workDirectory() {
        return work.path();
    }

    /** A folder for each function. */
    public Path logs() {
        return work.path().resolve("logs");
    }

    public EngineProcess process() {
        return process;
    }

    /** From the start of the engine's process to the first signed request answered with every mapping polling. */
    @Override
    public Duration ready() {
        return ready;
    }

    /** The engine's own records, with what its functions measured themselves. */
    @Override
    public EngineRecords recordsAtRest() throws IOException, InterruptedException {
        var endpoint = connection().endpoint();
        return EngineSession.atRest(() -> EngineRecords.fetch(endpoint), BETWEEN_LOOKS, QUIET_WITHIN)
                .withEventTypes(MessageDurations.read(logs(), begun));
    }

    @Override
    public Patience patience() {
        return patience;
    }

    @Override
    public Optional<Long> peakMiB() {
        return Optional.of(memory.peakMiB()).filter(known -> known > 0);
    }

    @Override
    public void close() throws IOException {
        memory.close();
        process.close();
        work.close();
    }
}
