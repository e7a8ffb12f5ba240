package io.orderchannel.dynamodblocal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The class path of the child process: this module's own classes and what its build put into {@code target/lib}. */
final class ClassPath {
    /** System property that names the project's root; needed where this module's archive was copied elsewhere. */
    static final String ROOT_PROPERTY = "orderchannel.root";

    private ClassPath() {}

    /**
     * Finds it from the property {@value #ROOT_PROPERTY} or else from where this class was loaded.
     *
     * @throws IllegalStateException if it is in neither place, with both named
     */
    static List<Path> locate() {
        Path self = codeSource();
        @Nullable String root = System.getProperty(ROOT_PROPERTY);
        List<Path> tried = new ArrayList<>();
        if (root != null) {
            tried.add(Path.of(root, "dynamodb-local", "target", "lib"));
        }
        @Nullable Path beside = self.getParent();
        if (beside != null) {
            tried.add(beside.resolve("lib"));
        }
        for (Path lib : tried) {
            List<Path> jars = jars(lib);
            if (jars.stream().anyMatch(jar -> jar.getFileName().toString().startsWith("DynamoDBLocal-"))) {
                List<Path> classPath = new ArrayList<>();
                classPath.add(self);
                classPath.addAll(jars);
                return classPath;
            }
        }
        throw new IllegalStateException("DynamoDB Local: no DynamoDBLocal-*.jar in " + tried
                + "; build the module dynamodb-local, or set -D" + ROOT_PROPERTY + "=<root of the project>");
    }

    private static Path codeSource() {
        try {
            return Path.of(ClassPath.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("where this class was loaded from is no path", e);
        }
    }

    private static List<Path> jars(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("DynamoDB Local: cannot list " + directory, e);
        }
    }
}
