package faas.localcloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.localcloud.assembly.AssemblyException;
import faas.localcloud.json.Json;
import faas.localcloud.lambda.LambdaOptions;
import faas.localcloud.provision.PlanChanges;
import faas.localcloud.provision.PlanRefusedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * The engine as a process of its own. Prints one line of JSON when it is ready, and ends, with everything it started,
 * on SIGTERM, SIGINT or when its standard input ends, which it does when the process that started it dies. It answers
 * each line <code>{"update": "folder of an assembly"}</code> of its standard input with a line of JSON:
 * <code>{"changed": […], "needsNewStart": […]}</code>, where the first is what was applied to what runs and the second,
 * if it is not empty, why nothing was; or <code>{"refused": "message"}</code>, and nothing was changed.
 */
@Command(name = "local-cloud", sortOptions = false, usageHelpAutoWidth = true)
public final class Main implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int REFUSED = 2;
    /** With disturbed topics: the share of messages delivered twice, and the share held back. */
    private static final double DISTURBED = 0.05;

    private static final Duration HELD_BACK = Duration.ofSeconds(15);

    @Option(names = "--assembly", paramLabel = "DIR", required = true, description = "what cdk synth wrote (cdk.out)")
    private Path assembly = Path.of("");

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "port of the endpoint, 0 for any (default)")
    private int port;

    @Option(names = "--work-dir", paramLabel = "DIR", required = true, description = "where logs and other files go")
    private Path workDirectory = Path.of("");

    @Option(names = "--aot-cache", paramLabel = "DIR", description = "where AOT caches of function packages are")
    private @Nullable Path aotCacheDirectory;

    @Option(names = "--fresh-environments", description = "a new process for every invocation")
    private boolean freshEnvironments;

    @Option(names = "--primed", description = "run the functions' SnapStart hooks at the end of each init")
    private boolean primed;

    @Option(
            names = "--idle-expiry-seconds",
            paramLabel = "N",
            defaultValue = "600",
            description = "after which an environment is stopped (default ${DEFAULT-VALUE})")
    private int idleExpirySeconds;

    @Option(
            names = "--account-concurrency",
            paramLabel = "N",
            defaultValue = "10",
            description = "invocations at one time in all functions (default ${DEFAULT-VALUE})")
    private int accountConcurrency;

    @Option(
            names = "--async-retry-base-delay-seconds",
            paramLabel = "N",
            defaultValue = "60",
            description =
                    "wait before the first retry of an asynchronous invocation that failed, the second waits twice"
                            + " as long (default ${DEFAULT-VALUE}, as on AWS)")
    private int asyncRetryBaseDelaySeconds;

    @Option(
            names = "--disturb-topics",
            paramLabel = "SEED",
            description = "deliver some of the topics' messages to queues twice, late and out of order")
    private @Nullable Integer disturbance;

    @Option(
            names = "--debug",
            paramLabel = "FUNCTION=PORT",
            description =
                    "let a debugger attach to this function at 127.0.0.1:PORT; may be given for several functions")
    private Map<String, Integer> debugPorts = new LinkedHashMap<>();

    @Option(names = "--suspend", description = "debugged functions wait for their debugger when they start")
    private boolean suspend;

    @Option(names = "--verbose", description = "functions' log lines on standard error too")
    private boolean verbose;

    @Option(names = "--help", usageHelp = true, description = "print this help")
    @SuppressWarnings("UnusedVariable") // picocli prints the help where it is set
    private boolean help;

    private Main() {}

    public static void main(String[] args) {
        // Before the first logger is made; only what went wrong is of interest.
        if (System.getProperty("org.slf4j.simpleLogger.defaultLogLevel") == null) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        }
        System.exit(new CommandLine(new Main())
                .setOverwrittenOptionsAllowed(true)
                .setParameterExceptionHandler(Main::wrongArgument)
                .setExecutionExceptionHandler((e, command, _) -> failed(e, command))
                .execute(args));
    }

    /** An unknown option is named even where a required one is missing, which may be the same one misspelt. */
    private static int wrongArgument(ParameterException e, String[] args) {
        List<String> unknown = e.getCommandLine().getUnmatchedArguments();
        return invalid(
                unknown.isEmpty() ? String.valueOf(e.getMessage()) : "unknown option " + unknown.getFirst(),
                e.getCommandLine());
    }

    private static int invalid(String message, CommandLine command) {
        command.usage(System.err);
        return end(REFUSED, "local-cloud: " + message);
    }

    private static int failed(Exception e, CommandLine command) throws Exception {
        return switch (e) {
            case IllegalArgumentException _ -> invalid(String.valueOf(e.getMessage()), command);
            case AssemblyException _, PlanRefusedException _ -> end(REFUSED, "local-cloud: " + e.getMessage());
            case IOException _, IllegalStateException _ -> end(FAILED, "local-cloud does not start: " + e.getMessage());
            // A full disk, or a folder that cannot be written to.
            case UncheckedIOException failed ->
                end(FAILED, "local-cloud does not start: " + failed.getMessage() + ": " + failed.getCause());
            default -> throw e;
        };
    }

    private static int end(int exitCode, String message) {
        System.err.println(message);
        return exitCode;
    }

    @Override
    public Integer call() throws IOException {
        requireWithin("--port", port, 0, 65_535);
        requireWithin("--idle-expiry-seconds", idleExpirySeconds, 1, Integer.MAX_VALUE);
        requireWithin("--account-concurrency", accountConcurrency, 1, 1_000);
        requireWithin("--async-retry-base-delay-seconds", asyncRetryBaseDelaySeconds, 0, 300);
        debugPorts.forEach((function, itsPort) -> requireWithin("--debug " + function, itsPort, 1, 65_535));
        if (disturbance != null) {
            requireWithin("--disturb-topics", disturbance, 0, Integer.MAX_VALUE);
        }
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread.ofPlatform().daemon().name("input").start(() -> endWithInput(lines));
        LocalCloud cloud;
        try {
            cloud = LocalCloud.start(assembly, port, options());
        } catch (BindException e) {
            return end(REFUSED, "local-cloud: port " + port + " is taken; choose another with --port");
        }
        AtomicBoolean told = new AtomicBoolean();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            told.set(true);
                            cloud.close();
                        },
                        "stop"));
        var _ = cloud.failure().thenAccept(reason -> {
            // Ctrl-C in a terminal ends every process of it, and the parts may be first.
            if (!told.get()) {
                System.exit(end(FAILED, "local-cloud ends: " + reason));
            }
        });
        if (disturbance != null) {
            cloud.faults().sns().disturb(DISTURBED, HELD_BACK, disturbance);
        }
        print(readyLine(cloud));
        answerForever(cloud, lines);
        return 0;
    }

    private static void requireWithin(String option, int found, int min, int max) {
        if (found < min || found > max) {
            throw new IllegalArgumentException(option + ": found " + found + ", expected " + min + " to " + max);
        }
    }

    private LambdaOptions options() {
        return LambdaOptions.in(workDirectory)
                .withAotCacheDirectory(aotCacheDirectory)
                .withMaxInvocationsPerEnvironment(freshEnvironments ? 1 : Integer.MAX_VALUE)
                .withPrimed(primed)
                .withIdleExpiry(Duration.ofSeconds(idleExpirySeconds))
                .withAccountConcurrency(accountConcurrency)
                .withAsyncRetryBaseDelay(Duration.ofSeconds(asyncRetryBaseDelaySeconds))
                .withVerboseLogs(verbose)
                .withDebugged(debugPorts, suspend);
    }

    private static void answerForever(LocalCloud cloud, BlockingQueue<String> lines) {
        try {
            while (true) {
                print(answer(cloud, lines.take()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ObjectNode answer(LocalCloud cloud, String line) {
        ObjectNode answer = Json.object();
        try {
            PlanChanges changes = cloud.update(Path.of(folder(line)));
            changes.changed().forEach(answer.putArray("changed")::add);
            changes.needsNewStart().forEach(answer.putArray("needsNewStart")::add);
        } catch (AssemblyException | PlanRefusedException | IllegalArgumentException e) {
            answer.put("refused", e.getMessage());
        } catch (RuntimeException e) {
            // It may have been changed in part.
            LoggerFactory.getLogger(Main.class).error("not updated", e);
            answer.putArray("changed");
            answer.putArray("needsNewStart").add("the update failed: " + e);
        }
        return answer;
    }

    private static String folder(String line) {
        JsonNode folder = Json.parse(line).path("update");
        if (!folder.isTextual()) {
            throw new IllegalArgumentException("found " + line + ", expected {\"update\": \"folder\"}");
        }
        return folder.asText();
    }

    private static void print(ObjectNode line) {
        System.out.println(Json.text(line));
        System.out.flush();
    }

    private static ObjectNode readyLine(LocalCloud cloud) {
        ObjectNode line = Json.object()
                .put("endpoint", cloud.endpoint().toString())
                .put("region", cloud.region())
                .put("accessKeyId", cloud.credentials().accessKeyId())
                .put("secretAccessKey", cloud.credentials().secretAccessKey());
        ObjectNode outputs = line.putObject("outputs");
        cloud.outputs().forEach(outputs::put);
        return line;
    }

    private static void endWithInput(BlockingQueue<String> lines) {
        try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                lines.add(line);
            }
        } catch (IOException closed) {
            // The same as its end.
        }
        System.exit(0);
    }
}
