package faas.localcloud.probe;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Packs the probe handlers as a function package: a directory with {@code lib/*.jar}. */
public final class ProbePackage {
    private ProbePackage() {}

    /** Makes the package below {@code directory}; {@code libraries} name one class of each jar to add. */
    public static Path create(Path directory, Class<?>... libraries) {
        try {
            Path lib = Files.createDirectories(directory.resolve("lib"));
            for (Class<?> library : libraries) {
                Path jar = locationOf(library);
                Files.copy(jar, lib.resolve(jar.getFileName().toString()));
            }
            packClasses(lib.resolve("probe.jar"));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void packClasses(Path jar) throws IOException {
        Path classes = locationOf(ProbePackage.class);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> found = Files.walk(classes.resolve("faas/localcloud/probe"))) {
            List<Path> files = found.filter(Files::isRegularFile).toList();
            for (Path file1 : files) {
                out.putNextEntry(new JarEntry(classes.relativize(file1).toString()));
                Files.copy(file1, out);
                out.closeEntry();
            }
        }
    }

    private static Path locationOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
