package faas.cli;

import faas.cli.engine.EngineCommand;
import faas.cli.engine.EngineFailedException;
import faas.cli.engine.EngineProcess;
import faas.cli.engine.EngineRecords;
import faas.infra.SystemDefinition;
import java.io.IOException;
import java.time.Duration;

/**
 * Makes the AOT caches of the engine and of DynamoDB Local, where those that are there do not fit: the requests that
 * the system names go through an engine whose JVMs write down what they loaded when they end. Run by the build. Without
 * a cache everything works, slower, so a training that fails is told and fails no build.
 */
public final class TrainEngine {

    /** Writing the caches takes seconds on an idle machine. */
    private static final Duration WRITTEN_WITHIN = Duration.ofMinutes(3);

    /** Longer than any batch window and any pause between two steps of the system. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(4);

    private static final Duration AT_REST_WITHIN = Duration.ofMinutes(1);

    private static final int LEAST_ERROR = 400;

    private TrainEngine() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        var root = Main.root();
        var command = EngineCommand.of(root);
        if (command.hasCaches()) {
            System.out.println("engine, DynamoDB Local: AOT caches are up to date");
            return;
        }
        long start = System.nanoTime();
        var work = root.resolve("tools/local-cloud/target/aot/training/engine");
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
        System.out.println(
                command.hasCaches()
                        ? "engine, DynamoDB Local: AOT caches in %.1f s".formatted((System.nanoTime() - start) / 1e9)
                        : "engine, DynamoDB Local: no AOT caches that fit; see " + work.resolve("engine.log"));
    }
}
