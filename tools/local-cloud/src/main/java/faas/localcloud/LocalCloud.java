package faas.localcloud;

import faas.dynamodblocal.DynamoDbLocal;
import faas.localcloud.assembly.CloudAssembly;
import faas.localcloud.async.AsyncInvocations;
import faas.localcloud.async.ServiceInvoker;
import faas.localcloud.dynamodb.DynamoDbFaults;
import faas.localcloud.gateway.AccessDenials;
import faas.localcloud.gateway.AccessKeys;
import faas.localcloud.gateway.Authorization;
import faas.localcloud.gateway.Gateway;
import faas.localcloud.gateway.GatewayServices;
import faas.localcloud.gateway.UrlCallers;
import faas.localcloud.http.AwsJsonClient;
import faas.localcloud.lambda.CredentialIssuer.Credentials;
import faas.localcloud.lambda.FunctionSpec;
import faas.localcloud.lambda.InvocationLog;
import faas.localcloud.lambda.InvocationSource;
import faas.localcloud.lambda.LambdaOptions;
import faas.localcloud.lambda.LambdaService;
import faas.localcloud.mapping.EventSourceMappings;
import faas.localcloud.policy.Role;
import faas.localcloud.provision.Deployment;
import faas.localcloud.provision.Naming;
import faas.localcloud.provision.Plan;
import faas.localcloud.provision.PlanChanges;
import faas.localcloud.provision.Planner;
import faas.localcloud.schedule.ScheduledRules;
import faas.localcloud.secrets.SecretsManager;
import faas.localcloud.sns.SnsFaults;
import faas.localcloud.sns.SnsService;
import faas.localcloud.sqs.ElasticMq;
import faas.localcloud.sqs.QueuePolicies;
import faas.localcloud.sqs.QueueSender;
import faas.localcloud.url.FunctionUrls;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running engine. It stands for one AWS account in one region, holds everything in memory, listens on loopback only,
 * and is gone without a trace when it is closed. Safe for use by several threads.
 */
public final class LocalCloud implements AutoCloseable {
    public static final String REGION = "us-east-1";
    public static final String ACCOUNT_ID = "000000000000";

    private static final Logger LOG = LoggerFactory.getLogger(LocalCloud.class);
    private static final Duration READY_LIMIT = Duration.ofSeconds(30);

    static {
        // The JDK's HTTP client, which the SDK's uses, reads these once. By default it silently repeats a request that
        // may have been carried out, and keeps only five connections.
        System.setProperty("sun.net.http.retryPost", "false");
        System.setProperty("http.maxConnections", "200");
    }

    /** In the order in which they were started. */
    private final Deque<AutoCloseable> parts;

    private final AccessKeys keys = new AccessKeys(ACCOUNT_ID);
    private final AccessDenials denials = new AccessDenials();
    private final QueuePolicies queuePolicies = new QueuePolicies();
    private final SnsFaults snsFaults = new SnsFaults();
    private final Gateway gateway;
    private final Naming naming;
    private final URI dynamoDb;
    private final CompletableFuture<String> failure;
    private final ElasticMq elasticMq;
    private final AwsJsonClient queues;
    private final QueueSender sender;
    private final SecretsManager secrets;
    private final LambdaService lambda;
    private final DynamoDbFaults dynamoDbFaults;
    private final AsyncInvocations async;
    private final SnsService sns;
    private final Authorization authorization;
    private final EventSourceMappings mappings;
    private final ScheduledRules rules;
    private final Records records;
    private final Map<String, String> outputs;
    private volatile Deployment deployment;
    /** From the start of the process until everything was ready; zero before. */
    private volatile Duration startUp = Duration.ZERO;

    /** Each step needs what the steps before it have made. */
    private LocalCloud(Path assemblyDirectory, int port, LambdaOptions options, Deque<AutoCloseable> parts)
            throws IOException {
        Instant begin = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        this.parts = parts;
        gateway = part(Gateway.bind(port, keys));
        naming = new Naming(gateway.endpoint(), REGION, ACCOUNT_ID);

        // The slow ones at the same time: another JVM, an actor system, the SDK's classes, the templates.
        Starting<DynamoDbLocal> dynamoDbStart = part(Starting.of("DynamoDB Local", DynamoDbLocal::start));
        Starting<ElasticMq> elasticMqStart =
                part(Starting.of("ElasticMQ", () -> ElasticMq.start(gateway.endpoint(), REGION, ACCOUNT_ID)));
        Starting<SdkClients> sdkStart = Starting.of("SDK", SdkClients::warmUp);
        Plan plan = Planner.plan(CloudAssembly.read(assemblyDirectory), naming);
        requireFunctions(options.debugAgents().keySet(), plan.functionNames());
        deployment = new Deployment(plan);

        DynamoDbLocal dynamoDbLocal = dynamoDbStart.await();
        dynamoDb = dynamoDbLocal.endpoint();
        failure = dynamoDbLocal.failure();
        Starting<Boolean> tables = startTables();
        elasticMq = elasticMqStart.await();
        queues = part(new AwsJsonClient(elasticMq.endpoint(), "AmazonSQS"));
        sender = makeQueues();
        secrets = makeSecrets();
        lambda = startLambda(options);
        dynamoDbFaults = new DynamoDbFaults(lambda.faults()::killEnvironment);
        async = part(new AsyncInvocations(lambda, this::send, options.asyncRetryBaseDelay(), InstantSource.system()));
        sns = makeTopics();
        authorization = new Authorization(() -> deployment.roles(), denials);
        tables.await();
        makeFunctions();
        mappings = connectMappings(sdkStart.await());
        rules = part(new ScheduledRules(invoker("events.amazonaws.com", InvocationSource::schedule)));
        records = new Records(
                lambda,
                elasticMq.counters(),
                () -> deployment.plan().failureQueues(),
                denials,
                snsFaults,
                mappings,
                () -> startUp);
        openGateway();
        deployment.mappings(mappings);
        await(
                mappings::allPolling,
                () -> "event-source mappings do not poll: " + String.join("; ", mappings.notPolling()));
        lambda.startDebugged();
        await(lambda::takesDebuggers, () -> "debugged functions: not all of them take a debugger");
        deployment.rules(rules);
        outputs = deployment.outputs();
        startUp = Duration.between(begin, Instant.now());
    }

    /** Starts the engine on any free port; see {@link #start(Path, int, LambdaOptions)}. */
    public static LocalCloud start(Path assemblyDirectory, LambdaOptions options) throws IOException {
        return start(assemblyDirectory, 0, options);
    }

    /**
     * Starts the engine and provisions the assembly; returns when every event-source mapping polls.
     *
     * @param assemblyDirectory what {@code cdk synth} wrote
     * @param port of the gateway, 0 for any that is free
     * @throws faas.localcloud.assembly.AssemblyException if it cannot be read
     * @throws faas.localcloud.provision.PlanRefusedException if it holds what local-cloud does not carry out
     * @throws java.net.BindException if the port is taken
     * @throws IllegalArgumentException if a function is to be debugged that the assembly does not have
     */
    public static LocalCloud start(Path assemblyDirectory, int port, LambdaOptions options) throws IOException {
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        try {
            return new LocalCloud(assemblyDirectory, port, options, parts);
        } catch (IOException | RuntimeException | Error e) {
            closeAll(parts);
            throw e;
        }
    }

    private static void requireFunctions(Set<String> debugged, List<String> known) {
        for (String name : debugged) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("--debug " + name + ": no such function; there are "
                        + (known.isEmpty() ? "none" : String.join(", ", known)));
            }
        }
    }

    private Starting<Boolean> startTables() {
        AwsJsonClient client = part(new AwsJsonClient(dynamoDb, "DynamoDB_20120810"));
        return Starting.of("tables", () -> {
            deployment.tables(client, naming);
            return true;
        });
    }

    private QueueSender makeQueues() {
        deployment.queues(queues, queuePolicies);
        return new QueueSender(queues, naming.queueUrl(""));
    }

    private SecretsManager makeSecrets() {
        SecretsManager made = new SecretsManager(naming.secretArn(""), InstantSource.system());
        deployment.secrets(made);
        return made;
    }

    private LambdaService startLambda(LambdaOptions options) {
        Map<String, String> common = Map.of(
                "AWS_REGION", REGION,
                "AWS_DEFAULT_REGION", REGION,
                "AWS_ENDPOINT_URL", gateway.endpoint().toString());
        return part(new LambdaService(options, common, keys, new InvocationLog()));
    }

    /** Sends the record of an asynchronous invocation to its destination. */
    private boolean send(String queueArn, String invocationRecord) throws IOException {
        String queue = queueArn.substring(queueArn.lastIndexOf(':') + 1);
        return sender.send(queue, List.of(new QueueSender.Outgoing(invocationRecord, Map.of())))
                .isEmpty();
    }

    private SnsService makeTopics() {
        SnsService made = part(new SnsService(
                gateway.endpoint().toString(),
                naming.topicArn(""),
                sender,
                queuePolicies,
                invoker("sns.amazonaws.com", InvocationSource::sns),
                elasticMq.counters()::countDeadLettered,
                snsFaults));
        deployment.topics(made);
        return made;
    }

    private ServiceInvoker invoker(String service, Supplier<InvocationSource> source) {
        return new ServiceInvoker(async, deployment.plan().functionPolicies(), service, source);
    }

    private void makeFunctions() {
        UrlCallers callers = new UrlCallers(keys, authorization);
        FunctionUrls urls = part(new FunctionUrls(lambda, callers, REGION, ACCOUNT_ID, Clock.systemUTC()));
        deployment.functions(lambda, urls);
        deployment.eventInvokes(async);
    }

    private EventSourceMappings connectMappings(SdkClients unconnected) {
        SdkClients sdk = part(unconnected.connect(elasticMq.endpoint(), dynamoDb));
        return part(new EventSourceMappings(lambda, sdk.sqs(), sdk.streams()));
    }

    private void openGateway() {
        gateway.open(new GatewayServices(
                naming,
                authorization,
                elasticMq.endpoint(),
                queuePolicies,
                dynamoDb,
                dynamoDbFaults,
                sns,
                secrets,
                lambda,
                async,
                mappings,
                rules,
                records::toJson,
                () -> !startUp.isZero() && mappings.allPolling() && !failure.isDone()));
    }

    /**
     * Applies what differs in another assembly to what runs; tables, queues and messages keep their contents. Where
     * something differs that needs a new start, nothing is changed.
     *
     * @throws faas.localcloud.assembly.AssemblyException if it cannot be read; nothing is changed
     * @throws faas.localcloud.provision.PlanRefusedException if it holds what local-cloud does not carry out; nothing is
     *     changed
     * @throws IllegalArgumentException if its functions reserve more concurrency than the account has; nothing is
     *     changed
     */
    public synchronized PlanChanges update(Path assemblyDirectory) {
        Plan next = Planner.plan(CloudAssembly.read(assemblyDirectory), naming);
        PlanChanges changes = PlanChanges.between(deployment.plan(), next);
        if (changes.needsNewStart().isEmpty()) {
            deployment = deployment.replace(next, queues, lambda, async, sns, mappings, rules);
            authorization.refresh();
        }
        return changes;
    }

    /** @param problem asked for where the limit is reached */
    private void await(BooleanSupplier done, Supplier<String> problem) {
        long deadline = System.nanoTime() + READY_LIMIT.toNanos();
        while (!done.getAsBoolean()) {
            if (failure.isDone()) {
                throw new IllegalStateException(failure.join());
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("after " + READY_LIMIT.toSeconds() + " s " + problem.get());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted: " + problem.get(), e);
            }
        }
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.push(part);
        return part;
    }

    /** Where SDKs and the AWS CLI find every service. */
    public URI endpoint() {
        return gateway.endpoint();
    }

    /** The user's key, which the gateway and the function URLs know. */
    public Credentials credentials() {
        return keys.user();
    }

    /**
     * A key such as the environments of this function have, for tests of what its role allows.
     *
     * @param function physical name
     */
    public Credentials keyOf(String function) {
        return keys.issue(function(function), "test");
    }

    /** The role of this function, for tests of what it allows. */
    public Role roleOf(String function) {
        return Optional.ofNullable(deployment.roles().get(function(function).roleArn()))
                .orElseThrow();
    }

    private FunctionSpec function(String name) {
        return lambda.find(name).orElseThrow(() -> new IllegalArgumentException("no function " + name));
    }

    public String region() {
        return REGION;
    }

    /** Outputs of all stacks by key. */
    public Map<String, String> outputs() {
        return outputs;
    }

    public Records records() {
        return records;
    }

    /** Completes, with the reason, when a part of the engine ends by itself; then the engine is of no use any more. */
    public CompletableFuture<String> failure() {
        return failure;
    }

    /** Faults to ask for in tests. */
    public Faults faults() {
        return new Faults(lambda.faults(), dynamoDbFaults, snsFaults);
    }

    /** Stops every process and thread of the engine. */
    @Override
    public void close() {
        closeAll(parts);
    }

    /** The last one started goes first. */
    private static void closeAll(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                LOG.warn("a part of the engine did not stop as it should", e);
            }
        }
    }
}
