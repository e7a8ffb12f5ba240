package faas.benchmarks.coldstart;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Starts functions in fresh processes of Lambda's runtime interface client and measures the time from the start of the
 * process to the first answer. The functions take turns, so that a busy machine is busy for all of them.
 *
 * <p>Arguments: {@code json} or {@code logging}, the number of rounds, and {@code aot} to give each function a cache of
 * ahead-of-time work (JEP 483, 514) from an earlier process.
 */
final class ColdStart {
    /** As in the managed Java 25 runtime without SnapStart, which stops at the first compiler. */
    private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx400m");

    private static final Map<String, List<Class<?>>> SETS = Map.of(
            "json",
                    List.of(
                            Handlers.Baseline.class,
                            Handlers.AvajeByHand.class,
                            Handlers.Codec.class,
                            Handlers.JacksonJr.class,
                            Handlers.AvajeJsonb.class,
                            Handlers.Jackson.class),
            "logging",
                    List.of(
                            Handlers.Baseline.class,
                            Handlers.Kit.class,
                            Handlers.PowertoolsLog.class,
                            Handlers.PowertoolsMetric.class,
                            Handlers.Powertools.class));

    private final Path directory;
    private final Path nativeLibrary;
    private final String classPath;
    private final String payload;
    private final boolean cached;

    private record Start(double wallMillis, double cpuMillis) {}

    private ColdStart(Path directory, String payload, boolean cached) throws IOException {
        this.directory = directory;
        this.nativeLibrary = extract(directory);
        this.classPath = jars(directory);
        this.payload = payload;
        this.cached = cached;
    }

    public static void main(String[] args) throws Exception {
        List<Class<?>> handlers = SETS.get(args[0]);
        if (handlers == null) {
            throw new IllegalArgumentException("set is '" + args[0] + "', expected one of " + SETS.keySet());
        }
        Path directory = Files.createTempDirectory("cold-start");
        try {
            new ColdStart(directory, resource("/sale.sold.v1.json"), args[2].equals("aot"))
                    .compare(handlers, Integer.parseInt(args[1]));
        } finally {
            try (var files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        }
    }

    private void compare(List<Class<?>> handlers, int rounds) throws Exception {
        Map<Class<?>, List<Start>> starts = new LinkedHashMap<>();
        if (cached) {
            for (Class<?> handler : handlers) {
                start(handler, "-XX:AOTCacheOutput=" + cache(handler), true);
            }
        }
        for (int round = 0; round <= rounds; round++) {
            for (Class<?> handler : handlers) {
                Start start = start(handler, cached ? "-XX:AOTCache=" + cache(handler) : "-Xshare:auto", false);
                // The first round fills the page cache.
                if (round > 0) {
                    starts.computeIfAbsent(handler, absent -> new ArrayList<>()).add(start);
                }
            }
        }
        System.out.printf("%d starts each, in milliseconds%n", rounds);
        System.out.printf("%-18s %8s %8s %8s %10s%n", "function", "min", "median", "max", "median CPU");
        starts.forEach((handler, all) -> {
            double[] wall = all.stream().mapToDouble(Start::wallMillis).sorted().toArray();
            double[] cpu = all.stream().mapToDouble(Start::cpuMillis).sorted().toArray();
            System.out.printf(
                    "%-18s %8.0f %8.0f %8.0f %10.0f%n",
                    handler.getSimpleName(),
                    wall[0],
                    wall[wall.length / 2],
                    wall[wall.length - 1],
                    cpu[cpu.length / 2]);
        });
    }

    private Path cache(Class<?> handler) {
        return directory.resolve(handler.getSimpleName() + ".aot");
    }

    /** Starts it and stops it after its answer; with an orderly end, at which the JVM writes its cache. */
    private Start start(Class<?> handler, String option, boolean orderlyEnd)
            throws IOException, InterruptedException, TimeoutException {
        try (RuntimeApi api = new RuntimeApi(payload)) {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(JVM);
            command.add(option);
            command.add(
                    "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI=" + nativeLibrary);
            command.add("--enable-native-access=ALL-UNNAMED");
            command.addAll(List.of("-cp", classPath));
            command.add("com.amazonaws.services.lambda.runtime.api.client.AWSLambda");
            command.add(handler.getName() + "::handleRequest");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    // A JVM that writes a cache tells how.
                    .redirectError(orderlyEnd ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.INHERIT);
            builder.environment()
                    .putAll(Map.of(
                            "AWS_LAMBDA_RUNTIME_API", api.address(),
                            // The client's native part reads it without looking whether it is there.
                            "AWS_EXECUTION_ENV", "AWS_Lambda_java25",
                            "AWS_LAMBDA_FUNCTION_NAME", "demo",
                            "AWS_LAMBDA_FUNCTION_VERSION", "1",
                            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512",
                            "AWS_REGION", "us-east-1",
                            "POWERTOOLS_SERVICE_NAME", "demo",
                            "POWERTOOLS_METRICS_NAMESPACE", "benchmark",
                            "METRICS_NAMESPACE", "benchmark"));
            long begin = System.nanoTime();
            Process process = builder.start();
            try {
                String response = api.awaitResponse(30);
                double wall = (System.nanoTime() - begin) / 1e6;
                if (!response.startsWith("{")) {
                    throw new IllegalStateException(handler.getSimpleName() + " answered '" + response + "'");
                }
                @Nullable Duration cpu = process.info().totalCpuDuration().orElse(null);
                return new Start(wall, cpu == null ? 0 : cpu.toNanos() / 1e6);
            } finally {
                if (orderlyEnd) {
                    process.destroy();
                    process.waitFor();
                }
                process.destroyForcibly().waitFor();
            }
        }
    }

    /** The class path, its folders as jars: what functions are loaded from, and what a cache needs. */
    private static String jars(Path directory) throws IOException {
        List<String> jars = new ArrayList<>();
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path folder = Path.of(part);
            if (!Files.isDirectory(folder)) {
                jars.add(part);
                continue;
            }
            Path jar = directory.resolve(jars.size() + ".jar");
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                    Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    out.putNextEntry(new JarEntry(folder.relativize(file).toString()));
                    Files.copy(file, out);
                }
            }
            jars.add(jar.toString());
        }
        return String.join(File.pathSeparator, jars);
    }

    /** The client's native part, taken out of its jar once instead of at each start. */
    private static Path extract(Path directory) throws IOException {
        String name = "/jni/libaws-lambda-jni.linux-"
                + (System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64") + ".so";
        Path target = directory.resolve("libaws-lambda-jni.so");
        try (InputStream in = ColdStart.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the runtime interface client has no " + name);
            }
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
        return target;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ColdStart.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
