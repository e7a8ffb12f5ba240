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
 * own class path, and its native library. That exists for Linux only; elsewhere {@code NativeClient} in the engine's jar
 * takes its place.
 *
 * @param jars runtime interface client and what it needs
 * @param directory holds the native library, extracted once for all: left to itself every process writes the same file
 *     in /tmp, and processes that start at the same time crash each other
 * @param jvmOptions make the client load it
 */
record RuntimeFiles(List<Path> jars, Path directory, List<String> jvmOptions) {
    static final String MAIN_CLASS = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    /** Whose hooks the runtime interface client runs; org.crac must be told. */
    static final String CRAC_PACKAGE = "com.amazonaws.services.lambda.crac";

    /** System property of the engine: look for the native library of this platform, {@code none} for none. */
    static final String PLATFORM_PROPERTY = "faas.runtime-platform";

    private static final String NATIVE_LIBRARY_PROPERTY =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    /** One class of each jar that the runtime interface client consists of. */
    private static final List<String> RUNTIME_CLASSES = List.of(
            MAIN_CLASS,
            "com.amazonaws.services.lambda.runtime.Context",
            "com.amazonaws.services.lambda.runtime.serialization.PojoSerializer",
            "software.amazon.awssdk.utilslite.SdkInternalThreadLocal");

    static RuntimeFiles prepare(Path workDirectory) {
        Path directory = workDirectory.resolve("runtime").toAbsolutePath();
        Path library = directory.resolve("libaws-lambda-jni.so");
        Set<Path> jars = new LinkedHashSet<>();
        List<String> jvmOptions = new ArrayList<>();
        if (extractNativeLibrary(library)) {
            jvmOptions.add("-D" + NATIVE_LIBRARY_PROPERTY + "=" + library);
        } else {
            jars.add(jarOf(RuntimeFiles.class.getName()));
        }
        RUNTIME_CLASSES.forEach(name -> jars.add(jarOf(name)));
        return new RuntimeFiles(List.copyOf(jars), directory, jvmOptions);
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

    /** Whether the runtime interface client has a native library for this platform. */
    private static boolean extractNativeLibrary(Path target) {
        String platform = System.getProperty(PLATFORM_PROPERTY, platform());
        try (InputStream library =
                RuntimeFiles.class.getResourceAsStream("/jni/libaws-lambda-jni." + platform + ".so")) {
            if (library == null) {
                return false;
            }
            Files.createDirectories(target.getParent());
            Files.copy(library, target, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("extracting " + target, e);
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
