package faas.cli;

import faas.cli.deploy.Deployment;
import faas.cli.deploy.DeploymentException;
import faas.cli.deploy.Place;
import faas.cli.engine.AwsClients;
import faas.cli.engine.Declaration;
import faas.cli.engine.EngineConnection;
import faas.cli.engine.EngineFailedException;
import faas.cli.engine.EngineRecords;
import faas.cli.engine.FunctionLogs;
import faas.cli.engine.LoggedInvocations;
import faas.cli.engine.MessageDurations;
import faas.cli.engine.QueueDepths;
import faas.infra.CloudAssembly;
import faas.localstack.LocalStack;
import faas.localstack.LocalStackUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The demo stage deployed for one command to an engine that has CloudFormation. What its functions did is read from
 * their logs, what was dead-lettered from the queues; all of it since the deployment. The stage stays where the engine
 * does.
 */
public final class DeployedSession implements EngineSession {

    /** Logs come seconds after the invocation. */
    private static final Duration QUIET_WITHIN = Duration.ofSeconds(30);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(20);

    private final Place place;
    private final EngineConnection connection;
    private final Declaration declaration;
    private final Instant since;
    private final Duration ready;
    private final FunctionLogs logs;
    private final SqsClient sqs;
    private final QueueDepths before;
    private final Runnable stop;

    private DeployedSession(
            Place place,
            EngineConnection connection,
            Declaration declaration,
            Instant since,
            Duration ready,
            Runnable stop) {
        this.place = place;
        this.connection = connection;
        this.declaration = declaration;
        this.since = since;
        this.ready = ready;
        this.logs = new FunctionLogs(connection);
        this.sqs = AwsClients.sqs(connection);
        this.before = QueueDepths.read(sqs, declaration.queues());
        this.stop = stop;
    }

    /** On the LocalStack that runs, which stays; where none does, on one of its own. */
    public static DeployedSession onLocalStack(Path root)
            throws UserErrorException, LocalStackUnavailableException, DeploymentException, EngineFailedException,
                    IOException, InterruptedException {
        var running = LocalStackAtHand.find();
        if (running.isEmpty()) {
            return onOwnLocalStack(root);
        }
        System.err.println("Using LocalStack at " + running.get() + ", which stays, and the demo stage on it");
        return on(new Place.LocalStack(running.get()), root);
    }

    /** On a LocalStack in a container that goes when the session is closed. */
    public static DeployedSession onOwnLocalStack(Path root)
            throws LocalStackUnavailableException, DeploymentException, EngineFailedException, IOException,
                    InterruptedException {
        System.err.println("Starting LocalStack in a container that goes at the end");
        LocalStack.prepare();
        long start = System.nanoTime();
        var container = LocalStack.start(root);
        return deploy(new Place.LocalStack(container.endpoint()), root, start, onSignal(container::close));
    }

    /** At a place that is there already. */
    public static DeployedSession on(Place place, Path root)
            throws DeploymentException, EngineFailedException, IOException, InterruptedException {
        return deploy(place, root, System.nanoTime(), onSignal(() -> {}));
    }

    /** Ctrl-C interrupts the command, so that it ends as if it failed and leaves nothing of itself where it ran. */
    private static Runnable onSignal(Runnable stop) {
        var command = Thread.currentThread();
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupt(command, stopped, stop), "stop-session"));
        return () -> {
            try {
                stop.run();
            } finally {
                stopped.countDown();
            }
        };
    }

    private static void interrupt(Thread command, CountDownLatch stopped, Runnable stop) {
        try {
            if (stopped.getCount() > 0) {
                command.interrupt();
                if (!stopped.await(STOPPED_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                    stop.run();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static DeployedSession deploy(Place place, Path root, long start, Runnable stop)
            throws DeploymentException, EngineFailedException, IOException, InterruptedException {
        var assembly = CloudAssembly.ofBuild(root);
        var log = root.resolve("target/deploy/" + place.label() + "-demo.log");
        System.err.println("Deploying stage demo on " + place.label() + " (log: " + root.relativize(log) + ")");
        try {
            var outputs = new Deployment(place, root, assembly, log, DeployTarget::show).deploy();
            var connection = place.connection(outputs);
            var since = Instant.now();
            EngineSession.requireAnswer(connection, EngineSession.FIRST_ANSWER_WITHIN, log);
            var ready = Duration.ofNanos(System.nanoTime() - start);
            return new DeployedSession(place, connection, Declaration.read(assembly), since, ready, stop);
        } catch (DeploymentException
                | EngineFailedException
                | IOException
                | InterruptedException
                | RuntimeException e) {
            stop.run();
            throw e;
        }
    }

    @Override
    public String engine() {
        return place.label();
    }

    @Override
    public EngineConnection connection() {
        return connection;
    }

    @Override
    public Duration ready() {
        return ready;
    }

    @Override
    public EngineRecords recordsAtRest() throws IOException, InterruptedException {
        return EngineSession.atRest(this::records, BETWEEN_LOOKS, QUIET_WITHIN);
    }

    private EngineRecords records() {
        var functions = new ArrayList<EngineRecords.Function>();
        var all = new ArrayList<String>();
        for (var function : declaration.functions()) {
            var lines = logs.lines(function.deployedName(), since);
            functions.add(LoggedInvocations.of(lines).figures(function, place.reportsTimeouts()));
            all.addAll(lines);
        }
        return new EngineRecords(functions, queues(), List.of()).withEventTypes(MessageDurations.of(all));
    }

    private List<EngineRecords.Queue> queues() {
        var now = QueueDepths.read(sqs, declaration.queues());
        return declaration.queues().stream()
                .map(queue -> new EngineRecords.Queue(
                        queue.name(),
                        null,
                        queue.deadLetters()
                                .map(dead -> now.of(dead) - before.of(dead))
                                .orElse(0L)))
                .toList();
    }

    @Override
    public Patience patience() {
        return Patience.LONG;
    }

    @Override
    public Optional<Long> peakMiB() {
        return Optional.empty();
    }

    @Override
    public void close() {
        logs.close();
        sqs.close();
        stop.run();
    }
}
