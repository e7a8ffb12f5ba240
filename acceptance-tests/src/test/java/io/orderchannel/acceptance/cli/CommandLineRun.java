package io.orderchannel.acceptance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.acceptance.engine.Variation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The command line as ./faas starts it, in a process of its own; knows every process that it ever had. */
public final class CommandLineRun implements AutoCloseable {

    private static final Duration LONG = Duration.ofMinutes(3);

    private final Process process;
    private final Path out;
    private final Path err;
    private final Set<ProcessHandle> everDescended = ConcurrentHashMap.newKeySet();

    private CommandLineRun(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    public static CommandLineRun start(Path folder, String... arguments) throws IOException {
        return start(Variation.ROOT, folder, arguments);
    }

    /** As above, for the system of another root. */
    static CommandLineRun start(Path root, Path folder, String... arguments) throws IOException {
        return start(root, folder, Map.of(), arguments);
    }

    /** As above, with further variables in its environment. */
    public static CommandLineRun start(Path root, Path folder, Map<String, String> environment, String... arguments)
            throws IOException {
        var target = Variation.ROOT.resolve("demo/target");
        // Where these tests run in the background of a script, SIGINT is ignored, and stays so in what they start.
        var command = new ArrayList<>(interruptIsIgnored() ? List.of("env", "--default-signal=INT") : List.of());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dfaas.root=" + root,
                "-cp",
                target.resolve("classes") + ":"
                        + Files.readString(target.resolve("runtime-classpath.txt"))
                                .strip(),
                "faas.cli.Main"));
        command.addAll(List.of(arguments));
        var out = folder.resolve("out");
        var err = folder.resolve("err");
        var process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        process.environment().putAll(environment);
        return new CommandLineRun(process.start(), out, err);
    }

    /** See proc_pid_status(5): the mask has a bit for each signal, the first one's the lowest. */
    private static boolean interruptIsIgnored() {
        return read(Path.of("/proc/self/status"))
                .lines()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(
                                        line.substring("SigIgn:".length()).strip(), 16)
                                & 2)
                        != 0);
    }

    public String out() {
        return read(out);
    }

    public String err() {
        return read(err);
    }

    /** Waits until standard output has that text. */
    void awaitOut(String text) {
        awaitText(out, text);
    }

    /** Waits until standard error has that text. */
    void awaitErr(String text) {
        awaitText(err, text);
    }

    private void awaitText(Path file, String text) {
        await().atMost(LONG).pollInterval(Duration.ofMillis(50)).until(() -> {
            everDescended.addAll(process.descendants().toList());
            assertThat(process.isAlive() || read(file).contains(text))
                    .as("ended early: " + err())
                    .isTrue();
            return read(file).contains(text);
        });
    }

    /** Waits until so many processes have been started. */
    void awaitDescendants(int atLeast) {
        await().atMost(LONG).pollInterval(Duration.ofMillis(50)).until(() -> {
            everDescended.addAll(process.descendants().toList());
            return everDescended.size() >= atLeast;
        });
    }

    /** Whether one of the processes that it started has a file in its memory whose path begins so. */
    boolean hasMapped(String path) {
        return process.descendants()
                .anyMatch(started -> read(Path.of("/proc", Long.toString(started.pid()), "maps"))
                        .contains(path));
    }

    /** Sends a signal by its name, such as {@code INT}. */
    public void signal(String name) throws IOException, InterruptedException {
        everDescended.addAll(process.descendants().toList());
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        assertThat(code).isZero();
    }

    public int exitCode() {
        return exitCode(LONG);
    }

    public int exitCode(Duration within) {
        await().atMost(within).pollInterval(Duration.ofMillis(50)).until(() -> {
            everDescended.addAll(process.descendants().toList());
            return !process.isAlive();
        });
        return process.exitValue();
    }

    /** Once the command line has ended, nothing that it started may run for more than a moment. */
    void assertNothingLeft() {
        assertThat(process.isAlive()).isFalse();
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(everDescended).noneMatch(ProcessHandle::isAlive));
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        everDescended.addAll(process.descendants().toList());
        process.destroyForcibly();
        everDescended.forEach(ProcessHandle::destroyForcibly);
    }
}
