package faas.localcloud.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the managed runtime brings to every environment: the official runtime interface client, taken from the engine's
 * own class path, and its native library.
 *
 * @param jars runtime interface client and what it needs
 * @param nativeLibrary extracted once for all: left to itself every process writes the same file in /tmp, and processes
 *     that start at the same time crash each other
 */
record RuntimeFiles(List<Path> jars, Path nativeLibrary) {
    static final String MAIN_CLASS = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    /** Whose hooks the runtime interface client runs; org.crac must be told. */
    static final String CRAC_PACKAGE = "com.amazonaws.services.lambda.crac";

    static final String NATIVE_LIBRARY_PROPERTY =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    /** One class of each jar that the runtime interface client consists of. */
    private static final List<String> RUNTIME_CLASSES = List.of(
            MAIN_CLASS,
            "com.amazonaws.services.lambda.runtime.Context",
            "com.amazonaws.services.lambda.runtime.serialization.PojoSerializer",
            "software.amazon.awssdk.utilslite.SdkInternalThreadLocal");

    static RuntimeFiles prepare(Path workDirectory) {
        Set<Path> jars = new LinkedHashSet<>();
        RUNTIME_CLASSES.forEach(name -> jars.add(jarOf(name)));
        return new RuntimeFiles(List.copyOf(jars), extractNativeLibrary(workDirectory));
    }

    /** The class path of an environment: the runtime first, as on AWS, then the package's jars by name. */
    List<Path> classPath(Path packageDirectory) {
        Path lib = packageDirectory.resolve("lib");
        try (Stream<Path> files = Files.list(lib)) {
            List<Path> classPath = new ArrayList<>(jars);
            files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(classPath::add);
            return classPath;
        } catch (IOException e) {
            throw new UncheckedIOException("function package " + packageDirectory + " has no readable lib/", e);
        }
    }

    private static Path jarOf(String className) {
        try {
            Class<?> type = Class.forName(className, false, RuntimeFiles.class.getClassLoader());
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "the engine's class path lacks aws-lambda-java-runtime-interface-client: no " + className, e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path extractNativeLibrary(Path workDirectory) {
        String resource = "/jni/libaws-lambda-jni." + platform() + ".so";
        Path target = workDirectory.resolve("runtime").resolve("libaws-lambda-jni.so");
        try (InputStream library = RuntimeFiles.class.getResourceAsStream(resource)) {
            if (library == null) {
                throw new IllegalStateException(
                        "the runtime interface client has no " + resource + ": Linux on x86_64 or aarch64 is needed");
            }
            Files.createDirectories(target.getParent());
            Files.copy(library, target, StandardCopyOption.REPLACE_EXISTING);
            return target.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException("extracting " + resource, e);
        }
    }

    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64" -> "aarch_64";
            case String other -> other;
        };
        boolean musl = Files.exists(Path.of("/lib/ld-musl-" + System.getProperty("os.arch") + ".so.1"))
                || Files.exists(Path.of("/lib/ld-musl-x86_64.so.1"));
        return os + (musl ? "_musl-" : "-") + arch;
    }
}
