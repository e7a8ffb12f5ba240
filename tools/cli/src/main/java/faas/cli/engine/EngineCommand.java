package faas.cli.engine;

import faas.dynamodblocal.JvmLaunch;
import faas.infra.CloudAssembly;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How to start the local engine.
 *
 * @param root the project's root, where the build left the engine and the cloud assembly
 * @param assembly the directory that CDK synthesized
 * @param port the endpoint's port; empty for any that is free
 * @param freshEnvironments whether every invocation gets a process of its own
 * @param primed whether an environment's init runs the function's SnapStart hooks
 * @param disturbance the seed for faults in deliveries from topics to queues; empty for none
 * @param training whether its JVM, and that of DynamoDB Local, write an AOT cache when they end, instead of starting
 *     from one
 * @param debugging the engine's options for functions that are debugged; empty where none is
 */
public record EngineCommand(
        Path root,
        Path assembly,
        OptionalInt port,
        boolean freshEnvironments,
        boolean primed,
        OptionalInt disturbance,
        boolean training,
        List<String> debugging) {

    /** A minute on AWS; nobody waits minutes for a demo. */
    private static final String ASYNC_RETRY_BASE_DELAY_SECONDS = "1";

    /** Twice what a new AWS account has: sixteen functions that call each other keep ten busy. */
    private static final String ACCOUNT_CONCURRENCY = "20";

    public static EngineCommand of(Path root) {
        return new EngineCommand(
                root,
                CloudAssembly.ofBuild(root),
                OptionalInt.empty(),
                false,
                false,
                OptionalInt.empty(),
                false,
                List.of());
    }

    public EngineCommand withPort(int newPort) {
        return new EngineCommand(
                root, assembly, OptionalInt.of(newPort), freshEnvironments, primed, disturbance, training, debugging);
    }

    public EngineCommand withAssembly(Path newAssembly) {
        return new EngineCommand(root, newAssembly, port, freshEnvironments, primed, disturbance, training, debugging);
    }

    public EngineCommand withFreshEnvironments(boolean fresh) {
        return new EngineCommand(root, assembly, port, fresh, primed, disturbance, training, debugging);
    }

    public EngineCommand withPrimed(boolean newPrimed) {
        return new EngineCommand(root, assembly, port, freshEnvironments, newPrimed, disturbance, training, debugging);
    }

    /** Some messages are delivered from topics to queues twice, late and out of order. */
    public EngineCommand withDisturbedTopics(int seed) {
        return new EngineCommand(
                root, assembly, port, freshEnvironments, primed, OptionalInt.of(seed), training, debugging);
    }

    public EngineCommand withTraining() {
        return new EngineCommand(root, assembly, port, freshEnvironments, primed, disturbance, true, debugging);
    }

    /**
     * Some functions take a debugger.
     *
     * @param ports on 127.0.0.1, by function (construct id)
     * @param suspend whether they wait for it when they start
     */
    public EngineCommand withDebugged(Map<String, Integer> ports, boolean suspend) {
        var options = new ArrayList<String>();
        ports.forEach((function, itsPort) -> options.addAll(List.of("--debug", function + "=" + itsPort)));
        if (suspend) {
            options.add("--suspend");
        }
        return new EngineCommand(root, assembly, port, freshEnvironments, primed, disturbance, training, options);
    }

    /** Whether the AOT caches that training makes are there and fit. */
    public boolean hasCaches() {
        return engine().hasCache() && dynamoDb().hasCache();
    }

    /** After training: the next engine starts from the caches that were written. */
    public void keepTrained() throws IOException {
        engine().keepTrained();
        dynamoDb().keepTrained();
    }

    /** Where the AOT caches of the functions are. */
    public Path functionCaches() {
        return root.resolve("tools/local-cloud/target/aot");
    }

    private JvmLaunch engine() {
        return new JvmLaunch(root.resolve("tools/local-cloud/target/engine.args"));
    }

    private JvmLaunch dynamoDb() {
        return new JvmLaunch(root.resolve("tools/dynamodb-local/target/server.args"));
    }

    /** @throws java.io.UncheckedIOException if the build left no engine */
    List<String> toCommandLine(Path workDirectory) {
        var command = new ArrayList<>(training ? engine().trainingCommand() : engine().command());
        command.addAll(List.of(
                "--assembly",
                assembly.toString(),
                "--work-dir",
                workDirectory.toString(),
                "--aot-cache",
                functionCaches().toString(),
                "--async-retry-base-delay-seconds",
                ASYNC_RETRY_BASE_DELAY_SECONDS,
                "--account-concurrency",
                ACCOUNT_CONCURRENCY));
        port.ifPresent(p -> command.addAll(List.of("--port", Integer.toString(p))));
        disturbance.ifPresent(seed -> command.addAll(List.of("--disturb-topics", Integer.toString(seed))));
        if (freshEnvironments) {
            command.add("--fresh-environments");
        }
        if (primed) {
            command.add("--primed");
        }
        command.addAll(debugging);
        return command;
    }
}
