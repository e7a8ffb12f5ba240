package faas.dynamodblocal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names AOT caches. A cache is for one JDK, one set of options and one class path; its file's name holds a digest of
 * these and of each jar's path, size and time, so that one that does not fit is not found. The JVM must not be left to
 * judge: it was seen to take classes out of a cache whose jar had been built anew.
 */
public final class AotCacheFile {

    private AotCacheFile() {}

    /**
     * Where the cache is, if it was made.
     *
     * @param process what the cache is of: the first part of the file's name
     * @param options everything else that the JVM was started with
     */
    public static Path of(Path directory, String process, String options, List<Path> jars) {
        StringBuilder identity = new StringBuilder();
        identity.append(System.getProperty("java.vm.version"))
                .append('\n')
                .append(System.getProperty("java.home"))
                .append('\n')
                .append(options);
        jars.forEach(jar -> identity.append('\n').append(describe(jar)));
        return directory.resolve(process + "-" + digest(identity.toString()) + ".aot");
    }

    /** Deletes the caches of the same process that something has changed since, and what was left of making them. */
    public static void deleteOthers(Path current, String process) {
        Pattern own = Pattern.compile(Pattern.quote(process) + "-[0-9a-f]{16}\\.aot.*");
        Path directory = current.resolveSibling("");
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> others = files.filter(file ->
                            own.matcher(String.valueOf(file.getFileName())).matches() && !file.equals(current))
                    .toList();
            for (Path other : others) {
                Files.deleteIfExists(other);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("AOT caches in " + directory, e);
        }
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
