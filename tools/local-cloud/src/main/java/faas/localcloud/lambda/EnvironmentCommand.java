package faas.localcloud.lambda;

import faas.dynamodblocal.AotCacheFile;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How the process of an environment is started: its JVM, options and environment variables. Nothing of the user's own
 * environment reaches it.
 */
record EnvironmentCommand(RuntimeFiles runtime, Map<String, String> common) {

    /**
     * Share of the memory size that the heap may take. The managed Java runtimes give the heap about this share; the
     * rest is for metaspace, code, threads and buffers.
     */
    private static final double HEAP_SHARE = 0.85;

    private static final String INITIAL_HEAP = "24m";

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** How an environment comes to be, the value of {@code AWS_LAMBDA_INITIALIZATION_TYPE}. */
    enum InitializationType {
        ON_DEMAND("on-demand"),
        SNAP_START("snap-start");

        private final String value;

        InitializationType(String value) {
            this.value = value;
        }
    }

    /**
     * Options that a training run and every later start must share, or the JVM refuses the cache: those of the managed
     * runtime, which stops at the first compiler as long as SnapStart and provisioned concurrency are off.
     */
    private static final List<String> SHARED_OPTIONS =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData");

    /** The SDK looks for {@code ~/.aws} here, since HOME is not set in an execution environment. */
    private static final String HOME = "/nonexistent";

    private List<String> jvmOptions(FunctionSpec function) {
        List<String> options = new ArrayList<>(SHARED_OPTIONS);
        // The JVM's own choice follows from the whole machine's memory, and there may be two dozen of these.
        options.add("-Xms" + INITIAL_HEAP);
        options.add("-Xmx" + Math.round(function.memoryMiB() * HEAP_SHARE) + "m");
        options.add("--enable-native-access=ALL-UNNAMED");
        // On Lambda a function finds no files of the user's home.
        options.add("-Duser.home=" + HOME);
        options.add("-Dorg.crac.Core.Compat=" + RuntimeFiles.CRAC_PACKAGE);
        options.addAll(runtime.jvmOptions());
        return options;
    }

    /** Where the function's AOT cache is in the directory of all caches, whether it exists or not. */
    Path cacheFile(Path directory, FunctionSpec function) {
        return AotCacheFile.of(
                directory,
                function.functionName(),
                function.handler() + " " + SHARED_OPTIONS,
                runtime.classPath(function.packageDirectory()));
    }

    /**
     * The process, ready to start in the package's directory.
     *
     * @param startOptions options that use or make an AOT cache, or open a debugger's port
     */
    ProcessBuilder process(FunctionSpec function, List<String> startOptions, Map<String, String> variables) {
        List<String> command = new ArrayList<>();
        command.add(JAVA);
        command.addAll(jvmOptions(function));
        command.addAll(startOptions);
        command.add("-cp");
        command.add(runtime.classPath(function.packageDirectory()).stream()
                .map(jar -> jar.toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator)));
        command.add(RuntimeFiles.MAIN_CLASS);
        command.add(function.handler());
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(function.packageDirectory().toFile())
                .redirectErrorStream(true);
        process.environment().clear();
        process.environment().putAll(variables);
        return process;
    }

    /**
     * The variables that Lambda documents, over the function's own.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Environment variables</a>
     */
    Map<String, String> variables(
            FunctionSpec function,
            InitializationType initialization,
            String runtimeApi,
            String logStream,
            CredentialIssuer.Credentials credentials) {
        Map<String, String> variables = new LinkedHashMap<>(common);
        variables.putAll(function.environment());
        variables.put("_HANDLER", function.handler());
        variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
        variables.put("AWS_LAMBDA_FUNCTION_NAME", function.functionName());
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", function.version());
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMiB()));
        variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", initialization.value);
        variables.put("AWS_LAMBDA_LOG_GROUP_NAME", function.logGroup());
        variables.put("AWS_LAMBDA_LOG_STREAM_NAME", logStream);
        variables.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
        variables.put("AWS_ACCESS_KEY_ID", credentials.accessKeyId());
        variables.put("AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey());
        variables.put("AWS_SESSION_TOKEN", credentials.sessionToken());
        variables.put("LAMBDA_RUNTIME_DIR", runtime.directory().toString());
        String task = function.packageDirectory().toAbsolutePath().toString();
        variables.put("LAMBDA_TASK_ROOT", task);
        variables.put("LD_LIBRARY_PATH", task + ":" + task + "/lib");
        variables.put("LANG", "en_US.UTF-8");
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(task)) {
            // Without a UTF-8 locale the JVM finds no such file, and not every machine has the locale above.
            variables.put("LC_ALL", "C.UTF-8");
        }
        variables.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        variables.put("TZ", ":UTC");
        return variables;
    }
}
