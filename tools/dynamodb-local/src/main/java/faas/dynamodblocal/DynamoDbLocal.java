package faas.dynamodblocal;

import faas.dynamodblocal.server.ServerMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A running DynamoDB Local: tables in memory, loopback only, a port of its own, any credentials. It stops with
 * {@link #close()} and with the process that started it. Safe for use by several threads.
 *
 * <p>It runs in a JVM of its own, since what it brings (Jackson 2.12, log4j, Jetty) fits nobody else's class path.
 */
public final class DynamoDbLocal implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    /** An end takes milliseconds, and seconds where the JVM writes an AOT cache. */
    private static final Duration STOP_LIMIT = Duration.ofMinutes(1);

    private static final int KEPT_LINES = 20;

    private final Process process;
    private final URI endpoint;
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private volatile boolean closed;

    private DynamoDbLocal(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
        Thread.ofVirtual().name("dynamodb-local-end").start(this::awaitEnd);
    }

    /** Not by {@link Process#onExit()}: its common pool has one thread on two processors, which anybody may hold up. */
    private void awaitEnd() {
        try {
            int exitCode = process.waitFor();
            if (!closed) {
                failure.complete("DynamoDB Local ended with exit code " + exitCode);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Starts the child process and waits until it listens.
     *
     * @throws IllegalStateException if it is not built, or if it ends or says nothing for 60 seconds; with
     *     what it printed
     */
    public static DynamoDbLocal start() {
        return start(ServerLaunch.locate());
    }

    static DynamoDbLocal start(JvmLaunch launch) {
        boolean training = Boolean.getBoolean(JvmLaunch.TRAINING_PROPERTY);
        ProcessBuilder builder = JvmLaunch.process(training ? launch.trainingCommand() : launch.command())
                .redirectErrorStream(true);
        // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBLocalTelemetry.html
        builder.environment().put("DDB_LOCAL_TELEMETRY", "0");
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("DynamoDB Local: its process does not start", e);
        }
        CompletableFuture<String> address = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("dynamodb-local-output").start(() -> drain(process, address));
        try {
            String listening = address.get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            return new DynamoDbLocal(process, URI.create("http://127.0.0.1:" + listening));
        } catch (TimeoutException e) {
            process.destroyForcibly();
            throw new IllegalStateException("DynamoDB Local: not listening after " + START_LIMIT.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            process.destroyForcibly();
            throw new IllegalStateException("DynamoDB Local: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("DynamoDB Local: interrupted while it started", e);
        }
    }

    /**
     * Reads everything the child prints, so that it never blocks on a full pipe; the last lines explain a failed start.
     */
    private static void drain(Process process, CompletableFuture<String> address) {
        Deque<String> last = new ArrayDeque<>();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (@Nullable String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(ServerMain.READY_PREFIX)) {
                    address.complete(
                            line.substring(ServerMain.READY_PREFIX.length()).trim());
                }
                if (last.size() == KEPT_LINES) {
                    last.removeFirst();
                }
                last.addLast(line);
            }
        } catch (IOException closed) {
            // The stream of a process that was destroyed.
        }
        address.completeExceptionally(new IllegalStateException(
                "its process ended before it listened; it printed: " + String.join(" | ", last)));
    }

    /** Where it listens, {@code http://127.0.0.1:<port>/<path>}; the path is a secret of whoever started it. */
    public URI endpoint() {
        return endpoint;
    }

    /** Completes, with the reason, when the process ends otherwise than by {@link #close()}. */
    public CompletableFuture<String> failure() {
        return failure;
    }

    /** The child process, for those who measure or check it. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /**
     * Ends the child's standard input, upon which it stops, and waits until it is gone; after a minute it is killed.
     */
    @Override
    public void close() {
        closed = true;
        try {
            process.getOutputStream().close();
            process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException gone) {
            // It has ended by itself.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
