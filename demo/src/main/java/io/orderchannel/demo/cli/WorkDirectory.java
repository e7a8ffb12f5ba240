package io.orderchannel.demo.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where an engine writes: {@code target/engine/<process id>}, so that two that run at the same time do not meet. What was
 * left by processes that are gone goes when the next one starts.
 */
final class WorkDirectory {

    private static final Path ENGINES = Path.of("target", "engine");

    private WorkDirectory() {}

    /** The log's path below the project's root. */
    static Path log() {
        return own().resolve("engine.log");
    }

    static Path make(Path root) throws IOException {
        var engines = Files.createDirectories(root.resolve(ENGINES));
        try (var directories = Files.list(engines)) {
            for (var directory : directories.filter(WorkDirectory::isLeftOver).toList()) {
                delete(directory);
            }
        }
        return Files.createDirectories(root.resolve(own()));
    }

    private static Path own() {
        return ENGINES.resolve(Long.toString(ProcessHandle.current().pid()));
    }

    private static boolean isLeftOver(Path directory) {
        var name = directory.getFileName().toString();
        return name.chars().allMatch(Character::isDigit)
                && ProcessHandle.of(Long.parseLong(name))
                        .filter(ProcessHandle::isAlive)
                        .isEmpty();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
