package faas.infra;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the build left each module's function package: a directory that holds {@code lib/*.jar}.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-package.html">Packages of Java functions</a>
 */
public record FunctionPackages(Path projectRoot) {
    /**
     * The package of a module.
     *
     * @param module folder, as {@code billing-context}
     * @throws IllegalStateException where it was not built
     */
    public Path of(String module) {
        Path directory = projectRoot.resolve(module).resolve("target/function");
        if (!Files.isDirectory(directory.resolve("lib"))) {
            throw new IllegalStateException(
                    "function package %s: no lib directory in it: build it with mvn package".formatted(directory));
        }
        return directory;
    }
}
