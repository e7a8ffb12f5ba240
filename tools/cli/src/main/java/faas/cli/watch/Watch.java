package faas.cli.watch;

import faas.cli.engine.EngineFailedException;
import faas.cli.engine.EngineProcess;
import faas.cli.engine.WorkDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Gives a running engine what changes in the sources, and says on standard error what came of it. For one thread. */
public final class Watch implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private static final String CODE = ": code";

    private final WorkDirectory folder;
    private final Rebuild rebuild;

    /**
     * Begins to watch.
     *
     * @param root the project's root
     * @param assembly what the build synthesized, and the engine is started with
     */
    public Watch(Path root, Path assembly) throws IOException {
        this.folder = WorkDirectory.take(root.resolve("target/watch"));
        this.rebuild = new Rebuild(root, assembly, folder.path(), System.err);
    }

    /** The watched modules, such as {@code billing-context, infra-cdk}. */
    public String modules() {
        return rebuild.watched();
    }

    /**
     * Compiles what has changed since the build.
     *
     * @param changed modules, such as {@code billing-context}
     * @return the assembly to start with; empty where it cannot be built, which is told
     */
    public Optional<Path> catchUp(Collection<String> changed) throws IOException {
        return rebuild.catchUp(changed).map(Rebuild.Result::assembly);
    }

    /**
     * Stays as long as the engine can be given what changes.
     *
     * @param further whether changes from now on count too, or only those that {@link #catchUp} has compiled
     * @return the assembly that needs a new start; empty where the engine has ended, or nothing further counts
     * @throws EngineFailedException if it ends while it is given something
     */
    public Optional<Path> update(EngineProcess engine, boolean further)
            throws IOException, InterruptedException, EngineFailedException {
        if (further) {
            // Not before: until the engine is ready it has more need of the processors.
            rebuild.warmUp();
        }
        while (engine.handle().isAlive() && (further || rebuild.isUndeclared())) {
            var change = rebuild.next();
            if (change.isPresent() && needsNewStart(change.get(), engine)) {
                return Optional.of(change.get().assembly());
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        return Optional.empty();
    }

    private boolean needsNewStart(Rebuild.Result change, EngineProcess engine)
            throws IOException, InterruptedException, EngineFailedException {
        var update = engine.update(change.assembly());
        if (!update.refused().isEmpty()) {
            System.err.println(update.refused());
            System.err.println(change.modules() + ": refused by the engine, which stays as it was");
            return false;
        }
        if (!update.needsNewStart().isEmpty()) {
            System.err.println(change.modules()
                    + ": the engine starts anew, without data and with new URLs and keys, for these changes:");
            update.needsNewStart().stream().distinct().forEach(one -> System.err.println("  " + one));
            return true;
        }
        double seconds = (System.nanoTime() - change.begun()) / 1e9;
        System.err.println("%s: %s (%.1f s)".formatted(change.modules(), told(update.changed()), seconds));
        return false;
    }

    /** One line, however many functions a module has. */
    static String told(List<String> changed) {
        var code = changed.stream().filter(one -> one.endsWith(CODE)).count();
        var parts = new ArrayList<String>();
        if (code > 0) {
            parts.add("new code for %d function%s".formatted(code, code == 1 ? "" : "s"));
        }
        changed.stream().filter(one -> !one.endsWith(CODE)).forEach(parts::add);
        return parts.isEmpty() ? "nothing differs in the engine" : String.join("; ", parts);
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
