package faas.cli.engine;

import faas.dynamodblocal.JvmLaunch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The engine in a process of its own. Its standard input stays open as long as this process lives: the engine stops
 * when it closes, so nothing is left behind even where this process is killed. Closing stops the whole process tree.
 * Thread-safe.
 */
public final class EngineProcess implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private final Process process;
    private final Path log;
    private final EngineConnection connection;
    private final Duration stopWithin;

    private EngineProcess(Process process, Path log, EngineConnection connection, Duration stopWithin) {
        this.process = process;
        this.log = log;
        this.connection = connection;
        this.stopWithin = stopWithin;
    }

    /**
     * Starts the engine and waits until it is ready. It is stopped when this JVM ends, by a signal too.
     *
     * @param workDirectory where it writes: {@code engine.log} has its output and that of every function
     * @throws EngineFailedException if it did not become ready; the message is the engine's last word
     */
    public static EngineProcess start(EngineCommand command, Path workDirectory)
            throws IOException, InterruptedException, EngineFailedException {
        return start(command, workDirectory, STOP_WITHIN);
    }

    /** As above, with the time that the engine has to stop before it is killed. */
    public static EngineProcess start(EngineCommand command, Path workDirectory, Duration stopWithin)
            throws IOException, InterruptedException, EngineFailedException {
        return start(command.toCommandLine(workDirectory), workDirectory.resolve("engine.log"), stopWithin);
    }

    static EngineProcess start(List<String> commandLine, Path log, Duration stopWithin)
            throws IOException, InterruptedException, EngineFailedException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        var process = JvmLaunch.process(commandLine).redirectError(log.toFile()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, stopWithin), "stop-engine"));
        try {
            var reader = process.inputReader(StandardCharsets.UTF_8);
            var firstLine = new CompletableFuture<String>();
            Thread.ofVirtual().name("engine-output").start(() -> follow(reader, firstLine, log));
            var line = firstLine.get(READY_WITHIN.toSeconds(), TimeUnit.SECONDS);
            if (line.isEmpty()) {
                process.waitFor(stopWithin.toMillis(), TimeUnit.MILLISECONDS);
                throw new EngineFailedException(lastWordOf(log), process.isAlive() ? 1 : process.exitValue());
            }
            return new EngineProcess(process, log, EngineConnection.parse(line), stopWithin);
        } catch (TimeoutException e) {
            stop(process, stopWithin);
            throw new EngineFailedException(
                    "the engine was not ready after " + READY_WITHIN.toSeconds() + " s; see " + log, 1);
        } catch (ExecutionException e) {
            stop(process, stopWithin);
            throw new EngineFailedException("the engine's output cannot be read: " + e.getCause(), 1);
        } catch (EngineFailedException | IOException | InterruptedException e) {
            stop(process, stopWithin);
            throw e;
        }
    }

    public EngineConnection connection() {
        return connection;
    }

    /** Where the engine's output and that of every function goes. */
    public Path log() {
        return log;
    }

    /** The engine's process; its descendants are DynamoDB Local and the execution environments. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Waits until the engine's process ends and returns what it ended with. */
    public int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    /** Stops the engine and every process that it started. Returns when they are gone. */
    @Override
    public void close() {
        stop(process, stopWithin);
    }

    private static void stop(Process process, Duration stopWithin) {
        // Looked up first: once the engine is gone, its children are nobody's descendants.
        var tree = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(stopWithin.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
            process.waitFor(stopWithin.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        tree.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    }

    private static void follow(BufferedReader output, CompletableFuture<String> firstLine, Path log) {
        try (output) {
            var line = output.readLine();
            firstLine.complete(line == null ? "" : line);
            for (line = output.readLine(); line != null; line = output.readLine()) {
                Files.writeString(log, line + "\n", StandardOpenOption.APPEND);
            }
        } catch (IOException | UncheckedIOException e) {
            firstLine.completeExceptionally(e);
        }
    }

    /** The engine says why it does not start in a line that begins with its name; help may follow. */
    private static String lastWordOf(Path log) throws IOException {
        var lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.stream()
                .filter(line -> line.startsWith("local-cloud"))
                .reduce((_, later) -> later)
                .orElse(lines.isEmpty() ? "the engine ended without a word" : lines.getLast());
    }
}
