package faas.dynamodblocal;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a JVM of the local engine is started. Its AOT cache stands beside the argument file; without one it starts,
 * slower.
 *
 * @param arguments the launcher's argument file, which the build wrote: options, {@code -cp} with a quoted class path,
 *     main class
 * @see <a href="https://docs.oracle.com/en/java/javase/25/docs/specs/man/java.html">The java command</a>
 */
public record JvmLaunch(Path arguments) {
    /**
     * System property that makes DynamoDB Local's JVM write an AOT cache when it ends, instead of starting from one.
     */
    static final String TRAINING_PROPERTY = "faas.aot-training";

    private static final Pattern CLASS_PATH = Pattern.compile("-cp\\s+\"([^\"]*)\"");
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** The command that starts it, from its cache where one fits. */
    public List<String> command() {
        return hasCache() ? List.of(JAVA, "-XX:AOTCache=" + cache(), "@" + arguments) : List.of(JAVA, "@" + arguments);
    }

    /**
     * The command that has it, and the DynamoDB Local that it may start, write a cache at its end, which is none before
     * {@link #keepTrained}; older ones are deleted.
     */
    public List<String> trainingCommand() {
        AotCacheFile.deleteOthers(cache(), process());
        return List.of(JAVA, "-XX:AOTCacheOutput=" + unfinished(), "-D" + TRAINING_PROPERTY + "=true", "@" + arguments);
    }

    /** Lets the next start use the cache that a trained process has written to its end. */
    public void keepTrained() throws IOException {
        if (Files.isRegularFile(unfinished())) {
            Files.move(unfinished(), cache(), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /**
     * A local process that depends on nothing that the user has set for other work: proxies, AWS settings and the files
     * in {@code ~/.aws}, JVM options, the locale. It gets only PATH and a UTF-8 locale, for file names.
     */
    public static ProcessBuilder process(List<String> command) {
        ProcessBuilder process = new ProcessBuilder(command);
        Map<String, String> environment = process.environment();
        environment.keySet().retainAll(Set.of("PATH"));
        environment.put("LC_ALL", "C.UTF-8");
        // https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html
        environment.put("AWS_CONFIG_FILE", "/dev/null");
        environment.put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
        return process;
    }

    /** Whether a cache that fits is there. */
    public boolean hasCache() {
        return Files.isRegularFile(cache());
    }

    private Path unfinished() {
        return cache().resolveSibling(cache().getFileName() + ".unfinished");
    }

    private Path cache() {
        try {
            String text = Files.readString(arguments);
            return AotCacheFile.of(arguments.resolveSibling(""), process(), text, jars(text));
        } catch (IOException e) {
            throw new UncheckedIOException(arguments + ": cannot be read; run mvn package", e);
        }
    }

    /** {@code engine} for {@code engine.args}. */
    private String process() {
        return String.valueOf(arguments.getFileName()).replaceFirst("\\.args$", "");
    }

    private static List<Path> jars(String arguments) {
        return CLASS_PATH
                .matcher(arguments)
                .results()
                .map(found -> found.group(1))
                .flatMap(classPath -> Arrays.stream(classPath.split(File.pathSeparator)))
                .map(Path::of)
                .filter(Files::isRegularFile)
                .toList();
    }
}
