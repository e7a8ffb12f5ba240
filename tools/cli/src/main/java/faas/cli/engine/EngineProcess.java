package faas.cli.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import faas.dynamodblocal.JvmLaunch;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The engine in a process of its own. Its standard input stays open as long as this process lives: the engine stops
 * when it closes, so nothing is left behind even where this process is killed. Closing stops the whole process tree.
 * Thread-safe.
 */
public final class EngineProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private final Process process;
    private final Path log;
    private final EngineConnection connection;
    /** What it printed and nobody has read: its ready line, then an answer to each line it was given. */
    private final BlockingQueue<String> answers;

    private final Duration stopWithin;

    /**
     * What the engine made of another assembly.
     *
     * @param changed what differed and was applied to what runs
     * @param needsNewStart what differs and cannot be applied; where there is such a thing, nothing was
     * @param refused why the engine does not carry the assembly out, and nothing was changed; else empty
     */
    public record Update(List<String> changed, List<String> needsNewStart, String refused) {}

    private EngineProcess(
            Process process,
            Path log,
            EngineConnection connection,
            BlockingQueue<String> answers,
            Duration stopWithin) {
        this.process = process;
        this.log = log;
        this.connection = connection;
        this.answers = answers;
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
            var answers = new LinkedBlockingQueue<String>();
            Thread.ofVirtual().name("engine-output").start(() -> follow(reader, answers, log));
            var line = answers.poll(READY_WITHIN.toSeconds(), TimeUnit.SECONDS);
            if (line == null) {
                throw new EngineFailedException(
                        "the engine was not ready after " + READY_WITHIN.toSeconds() + " s: " + lastWordOf(log)
                                + " (see " + log + ")",
                        1);
            }
            if (line.isEmpty()) {
                process.waitFor(stopWithin.toMillis(), TimeUnit.MILLISECONDS);
                throw new EngineFailedException(lastWordOf(log), process.isAlive() ? 1 : process.exitValue());
            }
            return new EngineProcess(process, log, EngineConnection.parse(line), answers, stopWithin);
        } catch (EngineFailedException | IOException | InterruptedException e) {
            stop(process, stopWithin);
            throw e;
        }
    }

    public EngineConnection connection() {
        return connection;
    }

    /**
     * Has the engine apply what differs in another assembly to what runs.
     *
     * @throws EngineFailedException if it ends meanwhile, or does not answer
     */
    public synchronized Update update(Path assembly) throws InterruptedException, EngineFailedException {
        try {
            var input = process.outputWriter(StandardCharsets.UTF_8);
            input.write(JSON.createObjectNode()
                    .put("update", assembly.toAbsolutePath().toString())
                    .toString());
            input.newLine();
            input.flush();
            var answer = answers.poll(ANSWER_WITHIN.toSeconds(), TimeUnit.SECONDS);
            if (answer == null) {
                throw new EngineFailedException(
                        "the engine has not taken " + assembly + " after " + ANSWER_WITHIN.toSeconds() + " s; see "
                                + log,
                        1);
            }
            if (answer.isEmpty()) {
                answers.add(answer);
                throw new IOException("no answer");
            }
            var read = JSON.readTree(answer);
            return new Update(
                    texts(read.path("changed")),
                    texts(read.path("needsNewStart")),
                    read.path("refused").asText());
        } catch (IOException ended) {
            process.waitFor(stopWithin.toMillis(), TimeUnit.MILLISECONDS);
            throw new EngineFailedException(
                    "the engine ended while it was given " + assembly + "; see " + log,
                    process.isAlive() ? 1 : process.exitValue());
        }
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
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

    /** What an engine that ended has said of it. */
    public String lastWord() {
        try {
            return lastWordOf(log);
        } catch (IOException e) {
            return "its log cannot be read: " + e;
        }
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

    /** Answers are JSON; an empty one stands for the end. */
    private static void follow(BufferedReader output, BlockingQueue<String> answers, Path log) {
        try (output) {
            var ready = false;
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                if (ready && !line.startsWith("{")) {
                    Files.writeString(log, line + "\n", StandardOpenOption.APPEND);
                } else {
                    answers.add(line);
                }
                ready = true;
            }
        } catch (IOException closed) {
            // The same as its end.
        } finally {
            answers.add("");
        }
    }

    /** On a full disk not even the reason can be written. */
    private static String silence(Path log) {
        return "the engine said nothing; free for " + log + ": " + log.toFile().getUsableSpace() + " bytes";
    }

    /** The engine says why it does not start, or ends, in a line that begins with its name; help may follow. */
    private static String lastWordOf(Path log) throws IOException {
        var lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.stream()
                .filter(line -> line.startsWith("local-cloud"))
                .reduce((_, later) -> later)
                .orElseGet(() -> lines.isEmpty() ? silence(log) : lines.getLast());
    }
}
