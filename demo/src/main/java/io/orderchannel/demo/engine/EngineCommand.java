package io.orderchannel.demo.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * How to start the local engine.
 *
 * @param root the project's root, where the build left the engine and the cloud assembly
 * @param assembly the directory that CDK synthesized
 * @param port the endpoint's port; empty for any that is free
 * @param freshEnvironments whether every invocation gets a process of its own
 * @param primed whether an environment's init runs the function's SnapStart hooks
 */
public record EngineCommand(Path root, Path assembly, OptionalInt port, boolean freshEnvironments, boolean primed) {

    /** A minute on AWS; nobody waits minutes for a demo. */
    private static final String ASYNC_RETRY_BASE_DELAY_SECONDS = "1";

    /** Twice what a new AWS account has: sixteen functions that call each other keep ten busy. */
    private static final String ACCOUNT_CONCURRENCY = "20";

    private static final String MAIN = "io.orderchannel.localcloud.Main";

    public static EngineCommand of(Path root) {
        return new EngineCommand(root, root.resolve("infra-cdk/target/cdk.out"), OptionalInt.empty(), false, false);
    }

    public EngineCommand withPort(int newPort) {
        return new EngineCommand(root, assembly, OptionalInt.of(newPort), freshEnvironments, primed);
    }

    public EngineCommand withAssembly(Path newAssembly) {
        return new EngineCommand(root, newAssembly, port, freshEnvironments, primed);
    }

    public EngineCommand withFreshEnvironments(boolean fresh) {
        return new EngineCommand(root, assembly, port, fresh, primed);
    }

    public EngineCommand withPrimed(boolean newPrimed) {
        return new EngineCommand(root, assembly, port, freshEnvironments, newPrimed);
    }

    /** @throws IOException if the build's class path file cannot be read */
    List<String> toCommandLine(Path workDirectory) throws IOException {
        var target = root.resolve("local-cloud/target");
        var classPath = target.resolve("classes") + ":"
                + Files.readString(target.resolve("runtime-classpath.txt")).strip();
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dsun.net.httpserver.nodelay=true",
                "-Dorderchannel.root=" + root,
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath,
                MAIN,
                "--assembly",
                assembly.toString(),
                "--work-dir",
                workDirectory.toString(),
                "--aot-cache",
                target.resolve("aot").toString(),
                "--async-retry-base-delay-seconds",
                ASYNC_RETRY_BASE_DELAY_SECONDS,
                "--account-concurrency",
                ACCOUNT_CONCURRENCY));
        port.ifPresent(p -> command.addAll(List.of("--port", Integer.toString(p))));
        if (freshEnvironments) {
            command.add("--fresh-environments");
        }
        if (primed) {
            command.add("--primed");
        }
        return command;
    }
}
