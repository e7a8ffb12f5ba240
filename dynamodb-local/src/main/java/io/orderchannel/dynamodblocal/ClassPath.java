package io.orderchannel.dynamodblocal;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The class path of the child process: this module's own classes and what its build wrote into {@code target/runtime-classpath.txt}. */
final class ClassPath {
    /** System property that names the project's root; needed where this module's archive was copied elsewhere. */
    static final String ROOT_PROPERTY = "orderchannel.root";

    private static final String FILE = "runtime-classpath.txt";

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
            tried.add(Path.of(root, "dynamodb-local", "target", FILE));
        }
        @Nullable Path beside = self.getParent();
        if (beside != null) {
            tried.add(beside.resolve(FILE));
        }
        for (Path file : tried) {
            if (Files.isRegularFile(file)) {
                return Stream.concat(Stream.of(self), entries(file)).toList();
            }
        }
        throw new IllegalStateException("DynamoDB Local: no class path in " + tried
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

    private static Stream<Path> entries(Path file) {
        try {
            return Arrays.stream(Files.readString(file).strip().split(File.pathSeparator))
                    .map(Path::of);
        } catch (IOException e) {
            throw new UncheckedIOException("DynamoDB Local: its class path", e);
        }
    }
}
