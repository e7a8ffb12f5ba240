package faas.cli.engine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A directory that one engine has for itself until it is closed, or this process ends. At first it is empty: what an
 * engine wrote stays to be read until the next one takes the directory.
 */
public final class WorkDirectory implements AutoCloseable {

    private static final String LOCK = "lock";

    /**
     * What this process has itself: to close a second channel to one file may let go of the first one's lock.
     *
     * @see java.nio.channels.FileLock
     */
    private static final Set<Path> TAKEN_HERE = ConcurrentHashMap.newKeySet();

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
            var taken = TAKEN_HERE.add(path) ? locked(path) : null;
            if (taken != null) {
                return taken;
            }
        }
    }

    /** Null where another process has it. */
    private static @Nullable WorkDirectory locked(Path path) throws IOException {
        var taken = new WorkDirectory(
                path, FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        try {
            if (taken.lock.tryLock() != null) {
                empty(path);
                return taken;
            }
        } catch (IOException e) {
            taken.close();
            throw e;
        }
        taken.close();
        return null;
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        lock.close();
        TAKEN_HERE.remove(path);
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
