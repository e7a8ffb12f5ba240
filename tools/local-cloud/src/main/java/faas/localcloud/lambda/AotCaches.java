package faas.localcloud.lambda;

import faas.dynamodblocal.AotCacheFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the AOT caches of functions are. A cache is for one handler and for what {@link AotCacheFile} says.
 *
 * @param directory of all caches
 */
record AotCaches(Path directory) {

    /** The function's cache, whether it exists or not. */
    Path file(FunctionSpec function, EnvironmentCommand command) {
        return AotCacheFile.of(
                directory,
                function.functionName(),
                function.handler() + " " + EnvironmentCommand.SHARED_OPTIONS,
                command.runtime().classPath(function.packageDirectory()));
    }

    Optional<Path> find(FunctionSpec function, EnvironmentCommand command) {
        return Optional.of(file(function, command)).filter(Files::isRegularFile);
    }

    /** Deletes the function's caches, which something has changed since. */
    void deleteOthers(FunctionSpec function, Path current) {
        AotCacheFile.deleteOthers(current, function.functionName());
    }
}
