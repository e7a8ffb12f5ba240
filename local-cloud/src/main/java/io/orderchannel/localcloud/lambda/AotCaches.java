package io.orderchannel.localcloud.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the AOT caches of functions are. A cache is for one handler, one JDK, one set of JVM options and one class path; the
 * JVM knows a jar by its path, size and time, so the file's name holds a digest of all of these. A cache that does not fit
 * is then not found, instead of silently ignored by the JVM.
 *
 * @param directory of all caches
 */
record AotCaches(Path directory) {

    /** The function's cache, whether it exists or not. */
    Path file(FunctionSpec function, EnvironmentCommand command) {
        StringBuilder identity = new StringBuilder();
        identity.append(System.getProperty("java.vm.version"))
                .append(System.getProperty("java.home"))
                .append(function.handler());
        EnvironmentCommand.SHARED_OPTIONS.forEach(
                option -> identity.append('\n').append(option));
        for (Path jar : command.runtime().classPath(function.packageDirectory())) {
            identity.append('\n').append(describe(jar));
        }
        return directory.resolve(function.functionName() + "-" + digest(identity.toString()) + ".aot");
    }

    Optional<Path> find(FunctionSpec function, EnvironmentCommand command) {
        return Optional.of(file(function, command)).filter(Files::isRegularFile);
    }

    /** Deletes the function's caches, which something has changed since. */
    void deleteOthers(FunctionSpec function, Path current) {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> others = files.filter(file -> belongsTo(function, file) && !file.equals(current))
                    .toList();
            for (Path other : others) {
                Files.deleteIfExists(other);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("AOT caches in " + directory, e);
        }
    }

    private static boolean belongsTo(FunctionSpec function, Path file) {
        return String.valueOf(file.getFileName()).matches(function.functionName() + "-[0-9a-f]{16}\\.aot.*");
    }

    private static String describe(Path jar) {
        try {
            return jar.toAbsolutePath() + " " + Files.size(jar) + " "
                    + Files.getLastModifiedTime(jar).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(jar.toString(), e);
        }
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
