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
import faas.localcloud.lambda.InvocationLog;
import faas.localcloud.lambda.InvocationSource;
import faas.localcloud.lambda.LambdaService;
import faas.localcloud.mapping.EventSourceMappings;
import faas.localcloud.mapping.StreamMappingSpec;
import faas.localcloud.policy.PolicyDocument;
import faas.localcloud.provision.Deployment;
import faas.localcloud.provision.Naming;
import faas.localcloud.provision.Plan;
import faas.localcloud.provision.Planner;
import faas.localcloud.schedule.ScheduledRules;
import faas.localcloud.secrets.SecretsManager;
import faas.localcloud.sns.SnsFaults;
import faas.localcloud.sns.SnsService;
import faas.localcloud.sqs.ElasticMq;
import faas.localcloud.sqs.QueuePolicies;
import faas.localcloud.sqs.QueueSender;
import faas.localcloud.url.Callers;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private static final Duration FIRST_POLL_LIMIT = Duration.ofSeconds(30);

    static {
        // Read once by the JDK's HTTP client, which the SDK's uses. It would silently send a request again that may
        // have
        // been carried out, and keeps five connections only.
        System.setProperty("sun.net.http.retryPost", "false");
        System.setProperty("http.maxConnections", "200");
    }

    private final Deque<AutoCloseable> parts;
    private final Gateway gateway;
    private final Credentials user;
    private final Map<String, String> outputs;
    private final Records records;
    private final Faults faults;

    private LocalCloud(
            Deque<AutoCloseable> parts,
            Gateway gateway,
            Credentials user,
            Map<String, String> outputs,
            Records records,
            Faults faults) {
        this.parts = parts;
        this.gateway = gateway;
        this.user = user;
        this.outputs = outputs;
        this.records = records;
        this.faults = faults;
    }

    /**
     * Starts the engine and provisions the assembly; returns when every event-source mapping polls.
     *
     * @param assemblyDirectory what {@code cdk synth} wrote
     * @throws faas.localcloud.assembly.AssemblyException if it cannot be read
     * @throws faas.localcloud.provision.PlanRefusedException if it holds what local-cloud does not carry out
     * @throws java.net.BindException if the port is taken
     */
    public static LocalCloud start(Path assemblyDirectory, LocalCloudOptions options) throws IOException {
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        try {
            return start(parts, assemblyDirectory, options);
        } catch (IOException | RuntimeException | Error e) {
            closeAll(parts);
            throw e;
        }
    }

    private static LocalCloud start(Deque<AutoCloseable> parts, Path assemblyDirectory, LocalCloudOptions options)
            throws IOException {
        Instant begin = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        AtomicReference<Duration> startUp = new AtomicReference<>(Duration.ZERO);
        AccessKeys keys = new AccessKeys();
        Gateway gateway = register(parts, Gateway.bind(options.port(), keys));
        Naming naming = new Naming(gateway.endpoint(), REGION, ACCOUNT_ID);

        // The slow ones at the same time: another JVM, an actor system, the SDK's classes, the templates.
        Starting<DynamoDbLocal> dynamoDbStarting = Starting.of("DynamoDB Local", DynamoDbLocal::start);
        Starting<ElasticMq> elasticMqStarting =
                Starting.of("ElasticMQ", () -> ElasticMq.start(gateway.endpoint(), REGION, ACCOUNT_ID));
        parts.push(dynamoDbStarting);
        parts.push(elasticMqStarting);
        Starting<SdkClients> sdkStarting = Starting.of("SDK", SdkClients::warmUp);
        Plan plan = Planner.plan(CloudAssembly.read(assemblyDirectory), naming);
        Deployment deployment = new Deployment(plan);

        URI dynamoDb = dynamoDbStarting.await().endpoint();
        AwsJsonClient tables = register(parts, new AwsJsonClient(dynamoDb, "DynamoDB_20120810"));
        Starting<Boolean> tablesStarting = Starting.of("tables", () -> {
            deployment.tables(tables, naming);
            return true;
        });
        ElasticMq elasticMq = elasticMqStarting.await();
        QueuePolicies policies = new QueuePolicies();
        AwsJsonClient queues = register(parts, new AwsJsonClient(elasticMq.endpoint(), "AmazonSQS"));
        deployment.queues(queues, policies);
        QueueSender sender = new QueueSender(queues, naming.queueUrl(""));
        SecretsManager secrets = new SecretsManager(naming.secretArn(""), InstantSource.system());
        deployment.secrets(secrets);

        InvocationLog invocations = new InvocationLog();
        LambdaService lambda = register(
                parts,
                new LambdaService(
                        options.lambda(),
                        Map.of(
                                "AWS_REGION", REGION,
                                "AWS_DEFAULT_REGION", REGION,
                                "AWS_ENDPOINT_URL", gateway.endpoint().toString()),
                        keys,
                        invocations));
        AsyncInvocations async = register(
                parts,
                new AsyncInvocations(
                        lambda,
                        (queueArn, invocationRecord) -> sender.send(
                                        queueArn.substring(queueArn.lastIndexOf(':') + 1),
                                        List.of(new QueueSender.Outgoing(invocationRecord, Map.of())))
                                .isEmpty(),
                        options.lambda().asyncRetryBaseDelay(),
                        InstantSource.system()));
        PolicyDocument functionPolicies = plan.functionPolicies();
        SnsFaults snsFaults = new SnsFaults();
        SnsService sns = register(
                parts,
                new SnsService(
                        gateway.endpoint().toString(),
                        naming.topicArn(""),
                        sender,
                        policies,
                        new ServiceInvoker(async, functionPolicies, "sns.amazonaws.com", InvocationSource.sns()),
                        elasticMq.counters()::countDeadLettered,
                        snsFaults));
        deployment.topics(sns);

        AccessDenials denials = new AccessDenials();
        Authorization authorization = new Authorization(deployment::roles, denials);
        Callers callers = new UrlCallers(keys, authorization, ACCOUNT_ID);
        FunctionUrls urls = register(parts, new FunctionUrls(lambda, callers, REGION, ACCOUNT_ID, Clock.systemUTC()));
        tablesStarting.await();
        deployment.functions(lambda, urls, invocations);
        deployment.eventInvokes(async);

        SdkClients sdk = register(parts, sdkStarting.await().connect(elasticMq.endpoint(), dynamoDb));
        EventSourceMappings mappings = register(parts, new EventSourceMappings(lambda, sdk.sqs(), sdk.streams()));
        ScheduledRules rules = register(
                parts,
                new ScheduledRules(new ServiceInvoker(
                        async, functionPolicies, "events.amazonaws.com", InvocationSource.schedule())));
        Records records = new Records(
                invocations,
                elasticMq.counters(),
                failureQueues(plan),
                denials,
                lambda::environments,
                new Records.Deliveries(snsFaults, mappings::recordsInHand),
                startUp::get);
        DynamoDbFaults dynamoDbFaults = new DynamoDbFaults(lambda.faults()::killEnvironment);
        gateway.open(new GatewayServices(
                naming,
                authorization,
                elasticMq.endpoint(),
                policies,
                dynamoDb,
                dynamoDbFaults,
                sns,
                secrets,
                lambda,
                async,
                mappings,
                rules,
                records::toJson,
                () -> !startUp.get().isZero() && mappings.allPolling()));
        deployment.mappings(mappings);
        awaitPolling(mappings);
        deployment.rules(rules);
        startUp.set(Duration.between(begin, Instant.now()));
        return new LocalCloud(
                parts,
                gateway,
                keys.user(),
                deployment.outputs(),
                records,
                new Faults(lambda.faults(), dynamoDbFaults, snsFaults));
    }

    private static Set<String> failureQueues(Plan plan) {
        return Stream.of(
                        plan.subscriptions().stream()
                                .filter(subscription -> subscription.protocol().equals("lambda"))
                                .map(Plan.Subscription::deadLetterArn),
                        plan.streamMappings().stream().map(StreamMappingSpec::onFailureArn),
                        plan.eventInvokes().stream()
                                .map(eventInvoke -> eventInvoke.config().onFailureArn()))
                .flatMap(arns -> arns)
                .flatMap(Optional::stream)
                .distinct()
                .flatMap(arn -> plan.queue(arn).stream())
                .map(Plan.Queue::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static void awaitPolling(EventSourceMappings mappings) {
        long deadline = System.nanoTime() + FIRST_POLL_LIMIT.toNanos();
        while (!mappings.allPolling()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "event-source mappings: not all poll after " + FIRST_POLL_LIMIT.toSeconds() + " s");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the event-source mappings started", e);
            }
        }
    }

    private static <T extends AutoCloseable> T register(Deque<AutoCloseable> parts, T part) {
        parts.push(part);
        return part;
    }

    /** Where SDKs and the AWS CLI find every service. */
    public URI endpoint() {
        return gateway.endpoint();
    }

    /** The user's key, which the gateway and the function URLs know. */
    public Credentials credentials() {
        return user;
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

    /** Faults to ask for in tests. */
    public Faults faults() {
        return faults;
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
