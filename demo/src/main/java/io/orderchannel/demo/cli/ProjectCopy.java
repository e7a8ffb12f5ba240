package io.orderchannel.demo.cli;

import faas.cli.engine.EngineConnection;
import faas.cli.engine.EngineFailedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A copy of the project in a temporary folder, whose sources a measurement may change. Nothing is built in it at first.
 * Closing it, or the end of this JVM, stops what runs in it and deletes it.
 */
final class ProjectCopy implements AutoCloseable {

    private static final Set<String> NO_SOURCES = Set.of("target", "node_modules", ".git");

    private static final Duration STOPS_WITHIN = Duration.ofSeconds(30);

    private final Path folder;
    private final Path log;
    private volatile @Nullable Process running;

    /**
     * A line that a measurement changes.
     *
     * @param file relative to the project's root
     * @param text what is replaced in it: a regular expression that matches what it is replaced by, too
     */
    record Line(String file, String text) {}

    /** A system that is up, and how long that took from the start of {@code ./faas}. Closing it stops it. */
    record Up(Process process, EngineConnection engine, Duration ready) implements AutoCloseable {
        @Override
        public void close() {
            stop(process);
        }
    }

    private ProjectCopy(Path log) throws IOException {
        this.folder = Files.createTempDirectory("faas-loop-");
        this.log = log;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "delete-copy"));
    }

    /**
     * The project as it is now, without what builds made.
     *
     * @param log takes what {@code ./faas} prints in the copy
     */
    static ProjectCopy of(Path root, Path log) throws IOException {
        var copy = new ProjectCopy(log);
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes attributes) throws IOException {
                if (!from.equals(root) && NO_SOURCES.contains(from.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(copy.folder.resolve(root.relativize(from)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path from, BasicFileAttributes attributes) throws IOException {
                Files.copy(
                        from,
                        copy.folder.resolve(root.relativize(from)),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        LinkOption.NOFOLLOW_LINKS);
                return FileVisitResult.CONTINUE;
            }
        });
        return copy;
    }

    /** The project's last commit, cloned. */
    static ProjectCopy cloneOf(Path root, Path log) throws IOException, InterruptedException, EngineFailedException {
        var copy = new ProjectCopy(log);
        copy.end(copy.start(
                List.of("git", "clone", "--quiet", root.toString(), copy.folder.toString()), Optional.of(log)));
        return copy;
    }

    Path folder() {
        return folder;
    }

    /** Replaces what the line's expression matches. */
    void edit(Line line, String replacement) throws IOException {
        var file = folder.resolve(line.file());
        var source = Files.readString(file);
        var found = Pattern.compile(line.text()).matcher(source);
        if (!found.find()) {
            throw new IOException(line.file() + ": expected a line with " + line.text());
        }
        Files.writeString(file, source.substring(0, found.start()) + replacement + source.substring(found.end()));
    }

    /**
     * Runs {@code ./faas} to its end.
     *
     * @return how long it took
     * @throws EngineFailedException if it ends with another exit code than 0
     */
    Duration run(String... arguments) throws IOException, InterruptedException, EngineFailedException {
        long start = System.nanoTime();
        end(start(faas(arguments), Optional.of(log)));
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /**
     * Runs {@code ./faas up --json} until it says that the system is ready.
     *
     * @throws EngineFailedException if it ends without
     */
    Up up(String... options) throws IOException, InterruptedException, EngineFailedException {
        long start = System.nanoTime();
        var arguments = new ArrayList<>(List.of("up", "--json"));
        arguments.addAll(List.of(options));
        var process = start(faas(arguments.toArray(String[]::new)), Optional.empty());
        var out = process.inputReader();
        var line = out.readLine();
        if (line == null) {
            end(process);
            throw new EngineFailedException("./faas up ended; see " + log, 1);
        }
        var ready = Duration.ofNanos(System.nanoTime() - start);
        Thread.ofVirtual().name("up-output").start(() -> append(out));
        return new Up(process, EngineConnection.parse(line), ready);
    }

    @Override
    public void close() {
        var process = running;
        if (process != null) {
            stop(process);
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (NoSuchFileException e) {
            // It was closed before.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> faas(String... arguments) {
        var command = new ArrayList<>(List.of(folder.resolve("faas").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** @param out takes the output as well; empty where it is to be read */
    private Process start(List<String> command, Optional<Path> out) throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        append(String.join(" ", command));
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        out.ifPresent(file -> builder.redirectOutput(ProcessBuilder.Redirect.appendTo(file.toFile())));
        var process = builder.start();
        running = process;
        process.getOutputStream().close();
        return process;
    }

    private void end(Process process) throws IOException, InterruptedException, EngineFailedException {
        int code = process.waitFor();
        if (code != 0) {
            var build = folder.resolve("target/faas-build.log");
            if (Files.exists(build)) {
                append(Files.readString(build));
            }
            throw new EngineFailedException(
                    process.info().commandLine().orElse("./faas") + " ended with exit code " + code + "; see " + log,
                    1);
        }
    }

    private static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(STOPS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void append(BufferedReader out) {
        try (out) {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                append(line);
            }
        } catch (IOException e) {
            // The process has ended.
        }
    }

    private void append(String line) throws IOException {
        Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
