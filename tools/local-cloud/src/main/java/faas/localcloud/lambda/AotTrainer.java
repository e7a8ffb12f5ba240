package faas.localcloud.lambda;

import faas.dynamodblocal.AotCacheFile;
import faas.localcloud.lambda.EnvironmentCommand.InitializationType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Makes the AOT cache of a function before the engine runs: starts the function as SnapStart does before a snapshot, so
 * that its priming runs, hands it events that make it decode and answer, then ends the JVM, which writes the cache.
 *
 * <p>Nothing can be changed by a training run: what the function calls is answered by {@link TrainingPeer}, with an
 * error.
 */
public final class AotTrainer {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String TRAINING = "training";

    private final Path cacheDirectory;
    private final Path workDirectory;
    private final RuntimeFiles runtime;

    /** How a training went. */
    public sealed interface Training {
        /** A cache that fits was there. */
        record UpToDate(Path cache) implements Training {}

        record Trained(Path cache, Duration took, long bytes) implements Training {}

        /** The function starts without a cache; {@code log} is what its process wrote. */
        record Failed(String reason, Path log) implements Training {}
    }

    /**
     * A trainer for the caches of one engine.
     *
     * @param cacheDirectory the one that {@link LambdaOptions} names; created if absent
     * @param workDirectory for logs and the extracted native library
     */
    public AotTrainer(Path cacheDirectory, Path workDirectory) {
        try {
            Files.createDirectories(cacheDirectory);
        } catch (IOException e) {
            throw new UncheckedIOException("AOT caches in " + cacheDirectory, e);
        }
        this.cacheDirectory = cacheDirectory;
        this.workDirectory = workDirectory;
        this.runtime = RuntimeFiles.prepare(workDirectory);
    }

    /** Trains the function unless a cache that fits is there. */
    public Training train(FunctionSpec function, Trigger trigger) {
        try (TrainingPeer peer = new TrainingPeer();
                RuntimeApiServer runtimeApi = new RuntimeApiServer()) {
            Map<String, String> common = new HashMap<>();
            common.put("AWS_REGION", "us-east-1");
            common.put("AWS_ENDPOINT_URL", peer.endpoint());
            EnvironmentCommand command = new EnvironmentCommand(runtime, common);
            Path cache = command.cacheFile(cacheDirectory, function);
            if (Files.isRegularFile(cache)) {
                return new Training.UpToDate(cache);
            }
            AotCacheFile.deleteOthers(cache, function.functionName());
            return train(function, trigger, command, runtimeApi, cache);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(function.name() + ": interrupted while its AOT cache was made", e);
        }
    }

    private Training train(
            FunctionSpec function, Trigger trigger, EnvironmentCommand command, RuntimeApiServer runtimeApi, Path cache)
            throws InterruptedException {
        long begin = System.nanoTime();
        TrainingEndpoint endpoint = new TrainingEndpoint(function, TrainingEvents.of(trigger));
        runtimeApi.register(TRAINING, endpoint);
        Path unfinished = cache.resolveSibling(cache.getFileName() + ".unfinished");
        Path log = logFile(function);
        Map<String, String> variables = command.variables(
                function,
                InitializationType.SNAP_START,
                runtimeApi.address(TRAINING),
                TRAINING,
                new CredentialIssuer.Credentials("ASIATRAINING", TRAINING, TRAINING));
        ProcessBuilder builder = command.process(function, List.of("-XX:AOTCacheOutput=" + unfinished), variables)
                .redirectOutput(log.toFile());
        Process process = ProcessStarter.start(builder);
        try {
            if (!endpoint.awaitDone(process, LIMIT)) {
                return new Training.Failed("it did not get through its training events", log);
            }
            // An orderly end: the JVM writes the cache when it exits.
            process.destroy();
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS) || !Files.isRegularFile(unfinished)) {
                return new Training.Failed("its JVM wrote no cache", log);
            }
            Files.move(unfinished, cache, StandardCopyOption.ATOMIC_MOVE);
            return new Training.Trained(cache, Duration.ofNanos(System.nanoTime() - begin), Files.size(cache));
        } catch (IOException e) {
            throw new UncheckedIOException("AOT cache " + cache, e);
        } finally {
            process.destroyForcibly();
        }
    }

    private Path logFile(FunctionSpec function) {
        try {
            Path directory = Files.createDirectories(workDirectory.resolve("logs"));
            return directory.resolve(function.functionName() + "-aot-training.log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
