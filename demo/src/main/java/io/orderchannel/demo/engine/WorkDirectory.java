package io.orderchannel.demo.engine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;

/**
 * A directory that one engine has for itself until it is closed, or this process ends. At first it is empty: what an engine wrote
 * stays to be read until the next one takes the directory.
 */
public final class WorkDirectory implements AutoCloseable {

    private static final String LOCK = "lock";

    private final Path path;
    private final FileChannel lock;

    private WorkDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Takes the first of {@code engine}, {@code engine-2}, {@code engine-3} … that no other engine has, and empties it.
     *
     * @param parent where they are; made where it is missing
     */
    public static WorkDirectory take(Path parent) throws IOException {
        for (int number = 1; ; number++) {
            var path = Files.createDirectories(parent.resolve(number == 1 ? "engine" : "engine-" + number));
            var lock = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (locked(lock)) {
                empty(path);
                return new WorkDirectory(path, lock);
            }
            lock.close();
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static boolean locked(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // This process has it itself.
        }
    }

    private static void empty(Path directory) throws IOException {
        try (var left = Files.walk(directory)) {
            for (var path : left.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(directory) && !path.equals(directory.resolve(LOCK))) {
                    Files.delete(path);
                }
            }
        }
    }
}
