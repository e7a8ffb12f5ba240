package faas.cli;

import faas.cli.engine.EngineCommand;
import faas.cli.engine.EngineFailedException;
import faas.cli.engine.EngineProcess;
import faas.cli.engine.EngineRecords;
import faas.dynamodblocal.JvmLaunch;
import faas.infra.SystemDefinition;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes the AOT caches that are missing or do not fit: those of the functions, then those of the engine and of DynamoDB
 * Local. For the latter, the requests that the system names go through an engine whose JVMs write down what they loaded
 * when they end. Without a cache everything works, slower, so a training that fails is told and fails nothing else.
 */
public final class TrainCaches {

    /** Writing the caches takes seconds on an idle machine. */
    private static final Duration WRITTEN_WITHIN = Duration.ofMinutes(3);

    /** Longer than any batch window and any pause between two steps of the system. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(4);

    private static final Duration AT_REST_WITHIN = Duration.ofMinutes(1);

    private static final Duration ENDED_WITHIN = Duration.ofSeconds(5);

    private static final int LEAST_ERROR = 400;

    private TrainCaches() {}

    /**
     * Makes them.
     *
     * @param args empty; or the endpoint of an engine: then once it is at rest, one after the other, until standard
     *     input ends
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        var root = Main.root();
        if (args.length == 0) {
            train(root, Runtime.getRuntime().availableProcessors());
            return;
        }
        Thread.ofPlatform().daemon().name("parent-watch").start(TrainCaches::endWithInput);
        var engine = URI.create(args[0]);
        EngineSession.atRest(() -> EngineRecords.fetch(engine), BETWEEN_LOOKS, Duration.ofDays(1));
        train(root, 1);
    }

    /**
     * Makes them in a process of its own with the lowest priority, as soon as the engine is at rest. Closing ends it,
     * and it ends with this process.
     */
    static Closeable whileAtRest(Path root, URI engine) throws IOException {
        var command = new ArrayList<>(List.of("nice", "-n", "19"));
        command.addAll(java(root));
        command.addAll(List.of(TrainCaches.class.getName(), engine.toString()));
        var process = JvmLaunch.process(command)
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("target/aot-training.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process), "stop-training"));
        return () -> end(process);
    }

    private static void end(Process training) {
        try {
            training.getOutputStream().close();
            training.waitFor(ENDED_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (IOException ended) {
            // By itself.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes them one process after the other: who comes second finds them made. */
    static void train(Path root, int atOnce) throws IOException, InterruptedException {
        var caches = Files.createDirectories(EngineCommand.of(root).functionCaches());
        try (var file = FileChannel.open(
                        caches.resolve("training.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = file.lock()) {
            trainFunctions(root, atOnce);
            trainEngine(root);
        }
    }

    private static void trainFunctions(Path root, int atOnce) throws IOException, InterruptedException {
        var engine = EngineCommand.of(root);
        var command = java(root);
        command.addAll(List.of("faas.localcloud.TrainAotCaches", "--at-once", Integer.toString(atOnce)));
        command.addAll(List.of("--assembly", engine.assembly().toString()));
        command.addAll(List.of("--aot-cache", engine.functionCaches().toString()));
        var process = JvmLaunch.process(command).inheritIO().start();
        int code = process.waitFor();
        if (code != 0) {
            System.out.println("functions: the training ended with exit code " + code);
        }
    }

    private static void trainEngine(Path root) throws IOException, InterruptedException {
        var command = EngineCommand.of(root);
        if (command.hasCaches()) {
            System.out.println("engine, DynamoDB Local: AOT caches are up to date");
            return;
        }
        long start = System.nanoTime();
        var work = command.functionCaches().resolve("training/engine");
        try (var engine = EngineProcess.start(command.withTraining(), work, WRITTEN_WITHIN)) {
            for (var request : SystemDefinition.load().training()) {
                int status = engine.connection().send(request).statusCode();
                if (status >= LEAST_ERROR) {
                    System.out.println("engine: training request %s %s was answered with status %d"
                            .formatted(request.method(), request.path(), status));
                }
            }
            var endpoint = engine.connection().endpoint();
            EngineSession.atRest(() -> EngineRecords.fetch(endpoint), BETWEEN_LOOKS, AT_REST_WITHIN);
        } catch (EngineFailedException | IOException e) {
            System.out.println("engine, DynamoDB Local: " + e.getMessage());
        }
        command.keepTrained();
        System.out.println(
                command.hasCaches()
                        ? "engine, DynamoDB Local: AOT caches in %.1f s".formatted((System.nanoTime() - start) / 1e9)
                        : "engine, DynamoDB Local: no AOT caches that fit; see " + work.resolve("engine.log"));
    }

    private static List<String> java(Path root) {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dfaas.root=" + root,
                "-cp",
                System.getProperty("java.class.path")));
    }

    private static void endWithInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException closed) {
            // The same as its end.
        }
        // Without the orderly end of an engine in training, which writes its caches.
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        Runtime.getRuntime().halt(Main.FAILED);
    }
}
