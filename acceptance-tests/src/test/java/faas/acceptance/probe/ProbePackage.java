package faas.acceptance.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The probes' function package: this module's tests as a jar, and what {@code tools/probe-libraries} gathered. */
public final class ProbePackage {

    private ProbePackage() {}

    /** Puts the package together and returns its directory, which holds {@code lib/*.jar}. */
    public static Path assemble(Path root) {
        var target = root.resolve("acceptance-tests/target");
        var directory = target.resolve("probe-function");
        var lib = directory.resolve("lib");
        try {
            Files.createDirectories(lib);
            for (var jar : jars(root.resolve("tools/probe-libraries/target/lib"))) {
                Files.copy(jar, lib.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
            var tests = jars(target).stream()
                    .filter(jar -> jar.getFileName().toString().endsWith("-tests.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no -tests.jar in " + target + ": run mvn package"));
            Files.copy(tests, lib.resolve("probes.jar"), StandardCopyOption.REPLACE_EXISTING);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }
}
