package faas.dynamodblocal;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what this module's build left in {@code target/} for the child process. */
final class ServerLaunch {
    /** System property that names the project's root; needed where this module's archive was copied elsewhere. */
    static final String ROOT_PROPERTY = "faas.root";

    private static final String FILE = "server.args";

    private ServerLaunch() {}

    /**
     * Finds it from the property {@value #ROOT_PROPERTY} or else from where this class was loaded.
     *
     * @throws IllegalStateException if it is in neither place, with both named
     */
    static JvmLaunch locate() {
        @Nullable String root = System.getProperty(ROOT_PROPERTY);
        List<Path> tried = new ArrayList<>();
        if (root != null) {
            tried.add(Path.of(root, "tools", "dynamodb-local", "target", FILE));
        }
        tried.add(codeSource().resolveSibling(FILE));
        return tried.stream()
                .filter(Files::isRegularFile)
                .findFirst()
                .map(JvmLaunch::new)
                .orElseThrow(() -> new IllegalStateException("DynamoDB Local: no " + tried
                        + "; run mvn package on the module tools/dynamodb-local, or set -D" + ROOT_PROPERTY
                        + "=<root of the project>"));
    }

    private static Path codeSource() {
        try {
            return Path.of(ServerLaunch.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("where this class was loaded from is no path", e);
        }
    }
}
