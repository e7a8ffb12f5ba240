package faas.localcloud.lambda;

import faas.localcloud.lambda.EnvironmentCommand.InitializationType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Starts execution environments and knows those that run, by id. Safe for use by several threads. */
final class Environments implements EnvironmentPool.Starter, AutoCloseable {
    /**
     * Longest init phase. AWS gives 10 s on demand and 130 s with SnapStart, whose snapshot is made once; here each
     * start goes through the whole init, on processors that others use too.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">Life cycle</a>
     */
    private static final long MAX_INIT_SECONDS = 130;

    private static final DateTimeFormatter STREAM_DATE = DateTimeFormatter.ofPattern("yyyy/MM/dd");

    /** What belongs to an environment besides its process. */
    private record Running(ExecutionEnvironment environment, CredentialIssuer.Credentials credentials) {}

    private final LambdaOptions options;
    private final EnvironmentCommand command;
    private final CredentialIssuer credentials;
    private final RuntimeApiServer runtimeApi = new RuntimeApiServer();
    private final Map<String, Running> running = new ConcurrentHashMap<>();

    Environments(LambdaOptions options, Map<String, String> common, CredentialIssuer credentials) {
        this.options = options;
        this.command = new EnvironmentCommand(RuntimeFiles.prepare(options.workDirectory()), common);
        this.credentials = credentials;
    }

    @Override
    public ExecutionEnvironment create(FunctionSpec function, EnvironmentPool pool) {
        String id = UUID.randomUUID().toString().replace("-", "");
        EnvironmentLog log =
                new EnvironmentLog(options.workDirectory().resolve("logs").resolve(function.functionName()), id);
        return new ExecutionEnvironment(id, function, log, pool);
    }

    @Override
    public void start(ExecutionEnvironment environment) {
        String id = environment.id();
        FunctionSpec function = environment.function();
        CredentialIssuer.Credentials issued = credentials.issue(function, id);
        running.put(id, new Running(environment, issued));
        runtimeApi.register(id, environment);
        String stream = LocalDate.now(ZoneOffset.UTC).format(STREAM_DATE) + "/[" + function.version() + "]" + id;
        ProcessBuilder process = command.process(
                function,
                startOptions(function),
                command.variables(function, initialization(), runtimeApi.address(id), stream, issued));
        process.redirectOutput(
                ProcessBuilder.Redirect.appendTo(environment.log().file().toFile()));
        try {
            environment.start(process);
        } catch (RuntimeException e) {
            release(environment);
            throw e;
        }
        if (!options.debugAgents().containsKey(function.name())) {
            killIfInitTakesTooLong(environment);
        }
    }

    private InitializationType initialization() {
        return options.primed() ? InitializationType.SNAP_START : InitializationType.ON_DEMAND;
    }

    /**
     * The debugger's port, or else the AOT cache: the JVM uses no more than parts of a cache beside a debugger. The
     * cache is looked for at each start, since one may be made while the engine runs.
     */
    private List<String> startOptions(FunctionSpec function) {
        String debugAgent = options.debugAgents().get(function.name());
        if (debugAgent != null) {
            return List.of(debugAgent);
        }
        Path directory = options.aotCacheDirectory();
        return directory == null
                ? List.of()
                : Optional.of(command.cacheFile(directory, function))
                        .filter(Files::isRegularFile)
                        .map(cache -> List.of("-XX:AOTCache=" + cache.toAbsolutePath()))
                        .orElse(List.of());
    }

    boolean kill(String id) {
        Running known = running.get(id);
        if (known == null) {
            return false;
        }
        known.environment().kill();
        return true;
    }

    @Override
    public void close() {
        running.values().forEach(known -> known.environment().kill());
        runtimeApi.close();
    }

    @Override
    public void release(ExecutionEnvironment environment) {
        runtimeApi.remove(environment.id());
        Running known = running.remove(environment.id());
        if (known != null) {
            credentials.revoke(known.credentials());
        }
    }

    private static void killIfInitTakesTooLong(ExecutionEnvironment environment) {
        var _ = CompletableFuture.runAsync(
                () -> {
                    if (!environment.init().isDone()) {
                        environment.kill();
                    }
                },
                CompletableFuture.delayedExecutor(MAX_INIT_SECONDS, TimeUnit.SECONDS));
    }
}
