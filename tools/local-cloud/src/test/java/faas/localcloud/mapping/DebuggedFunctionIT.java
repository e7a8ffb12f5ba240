package faas.localcloud.mapping;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.LongValue;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.StringReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.ClassPrepareRequest;
import faas.localcloud.lambda.FunctionFigures;
import faas.localcloud.lambda.InvocationResult;
import faas.localcloud.lambda.InvocationSource;
import faas.localcloud.lambda.LambdaOptions;
import faas.localcloud.lambda.LambdaService;
import faas.localcloud.probe.Notes;
import faas.localcloud.probe.ProbePackage;
import faas.localcloud.probe.Probes;
import faas.localcloud.probe.SqsProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A function that a queue starts, with the JDK's debugger interface attached. */
class DebuggedFunctionIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final String VISIBILITY_SECONDS = "1";
    /** Several times the function's timeout and the queue's visibility timeout. */
    private static final Duration AT_REST = Duration.ofSeconds(4);

    private static final String FUNCTION = "Probe";
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"));

    @TempDir
    private Path directory;

    private static final SQSRestServer ELASTIC_MQ =
            SQSRestServerBuilder.withDynamicPort().start();
    private static final SqsClient SQS = SqsClient.builder()
            .endpointOverride(URI.create("http://127.0.0.1:"
                    + ELASTIC_MQ.waitUntilStarted().localAddress().getPort()))
            .region(Region.US_EAST_1)
            .credentialsProvider(CREDENTIALS)
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    private static final DynamoDbStreamsClient UNUSED_STREAMS = DynamoDbStreamsClient.builder()
            .endpointOverride(URI.create("http://127.0.0.1:1"))
            .region(Region.US_EAST_1)
            .credentialsProvider(CREDENTIALS)
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    private String queue = "";
    private Path functionPackage = Path.of("");
    private Notes notes = new Notes(Path.of(""));

    @BeforeEach
    void create() {
        functionPackage =
                ProbePackage.create(directory.resolve("package"), SQSEvent.class, org.joda.time.DateTime.class);
        notes = new Notes(directory.resolve("notes"));
        queue = SQS.createQueue(request -> request.queueName("q" + UUID.randomUUID())
                        .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, VISIBILITY_SECONDS)))
                .queueUrl();
    }

    @AfterAll
    static void stop() {
        SQS.close();
        UNUSED_STREAMS.close();
        var _ = ELASTIC_MQ.stopAndWait();
    }

    @Test
    void a_message_at_a_breakpoint_takes_effect_once_and_is_received_once() throws Exception {
        int port = freePort();
        try (LambdaService lambda = debugged(port, false);
                EventSourceMappings mappings = new EventSourceMappings(lambda, SQS, UNUSED_STREAMS)) {
            VirtualMachine debugger = attach(port);
            breakWhenNotesAreWritten(debugger);
            mappings.start(mapping());
            send("first");

            BreakpointEvent stopped = next(debugger, BreakpointEvent.class);
            assertThat(textVariable(stopped.thread().frame(0), "line")).isEqualTo("first#1");
            assertThat(deadline(stopped.thread().frame(1)))
                    .isAfter(Instant.now().plus(Duration.ofHours(23)));
            send("second");

            await().during(AT_REST).atMost(LIMIT).until(() -> messages().equals("0 visible, 2 in flight"));
            assertThat(notes.words()).isEmpty();
            assertThat(lambda.environments("test-" + FUNCTION)).isEqualTo(1);
            debugger.dispose();

            await().atMost(LIMIT).untilAsserted(() -> {
                assertThat(notes.words()).containsExactly("first#1", "second#1");
                assertThat(messages()).isEqualTo("0 visible, 0 in flight");
            });
            FunctionFigures figures = lambda.log().figures().getFirst();
            assertThat(figures.invocations()).isEqualTo(2);
            assertThat(figures.errors()).isZero();
            assertThat(figures.coldStarts()).isEqualTo(1);
        }
    }

    @Test
    void what_fails_while_no_debugger_is_attached_comes_again_after_the_queues_visibility_timeout() throws Exception {
        try (LambdaService lambda = debugged(freePort(), false);
                EventSourceMappings mappings = new EventSourceMappings(lambda, SQS, UNUSED_STREAMS)) {
            mappings.start(mapping());
            send("fail");

            await().atMost(LIMIT).untilAsserted(() -> assertThat(notes.words()).contains("fail#1", "fail#2"));
        }
    }

    @Test
    void a_function_that_starts_suspended_waits_for_its_debugger() throws Exception {
        int port = freePort();
        try (LambdaService lambda = debugged(port, true);
                EventSourceMappings mappings = new EventSourceMappings(lambda, SQS, UNUSED_STREAMS)) {
            mappings.start(mapping());
            send("first");

            await().during(AT_REST).atMost(LIMIT).until(() -> notes.words().isEmpty());
            VirtualMachine debugger = attach(port);
            assertThat(debugger.classesByName(SqsProbe.class.getName())).isEmpty();
            debugger.dispose();

            await().atMost(LIMIT).untilAsserted(() -> assertThat(notes.words()).containsExactly("first#1"));
        }
    }

    @Test
    void a_replaced_function_takes_its_debugger_at_the_same_port() throws Exception {
        int port = freePort();
        try (LambdaService lambda = debugged(port, true)) {
            attach(port).dispose();
            await().atMost(LIMIT).until(() -> lambda.environments().getFirst().processId() > 0);

            lambda.update(List.of(Probes.withEnvironment(
                    Probes.function(FUNCTION, functionPackage, SqsProbe.class),
                    Map.of(notes.variable(), notes.file() + "-new"))));
            await().atMost(LIMIT)
                    .until(() -> lambda.environments().stream().noneMatch(environment -> environment.processId() > 0));
            await().atMost(LIMIT).until(lambda::takesDebuggers);

            VirtualMachine debugger = attach(port);
            debugger.dispose();
            assertThat(lambda.invoke("test-" + FUNCTION, "{\"Records\":[]}", InvocationSource.sqs(0)))
                    .isInstanceOf(InvocationResult.Success.class);
            assertThat(Path.of(notes.file() + "-new")).exists();
        }
    }

    /** Returns when a debugger can attach. */
    private LambdaService debugged(int port, boolean suspend) {
        LambdaService lambda = Probes.lambda(LambdaOptions.in(directory).withDebugged(Map.of(FUNCTION, port), suspend));
        lambda.create(Probes.withTimeout(
                Probes.withEnvironment(
                        Probes.function(FUNCTION, functionPackage, SqsProbe.class),
                        Map.of(notes.variable(), notes.file().toString())),
                TIMEOUT));
        lambda.startDebugged();
        await().atMost(LIMIT).until(lambda::takesDebuggers);
        return lambda;
    }

    private SqsMappingSpec mapping() {
        return new SqsMappingSpec(
                "demo: Mapping (AWS::Lambda::EventSourceMapping)",
                UUID.randomUUID().toString(),
                "arn:aws:lambda:us-east-1:000000000000:function:test-" + FUNCTION + ":live",
                queue,
                "arn:aws:sqs:us-east-1:000000000000:probe",
                1,
                Duration.ZERO,
                OptionalInt.empty(),
                List.of(),
                true);
    }

    private void send(String body) {
        SQS.sendMessage(request -> request.queueUrl(queue).messageBody(body));
    }

    private String messages() {
        var attributes = SQS.getQueueAttributes(
                        request -> request.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
                .attributes();
        return attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES) + " visible, "
                + attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE) + " in flight";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static VirtualMachine attach(int port) throws IOException, IllegalConnectorArgumentsException {
        AttachingConnector connector = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(one -> one.name().equals("com.sun.jdi.SocketAttach"))
                .findFirst()
                .orElseThrow();
        var arguments = connector.defaultArguments();
        requireNonNull(arguments.get("hostname")).setValue("127.0.0.1");
        requireNonNull(arguments.get("port")).setValue(Integer.toString(port));
        return connector.attach(arguments);
    }

    /** Before the message has any effect. */
    private static void breakWhenNotesAreWritten(VirtualMachine debugger) throws InterruptedException {
        // Asked for first: the function's init may load the class at this moment.
        ClassPrepareRequest prepared = debugger.eventRequestManager().createClassPrepareRequest();
        prepared.addClassFilter(Notes.class.getName());
        prepared.enable();
        List<ReferenceType> loaded = debugger.classesByName(Notes.class.getName());
        ReferenceType notes =
                loaded.isEmpty() ? next(debugger, ClassPrepareEvent.class).referenceType() : loaded.getFirst();
        debugger.eventRequestManager()
                .createBreakpointRequest(notes.methodsByName("write").getFirst().location())
                .enable();
        debugger.resume();
    }

    /** The virtual machine stands still until it is resumed. */
    private static <T extends Event> T next(VirtualMachine debugger, Class<T> type) throws InterruptedException {
        while (true) {
            EventSet events = debugger.eventQueue().remove(LIMIT.toMillis());
            assertThat(events).as("an event, expected " + type.getSimpleName()).isNotNull();
            for (Event event : events) {
                if (type.isInstance(event)) {
                    return type.cast(event);
                }
            }
            events.resume();
        }
    }

    private static String textVariable(StackFrame frame, String name) throws AbsentInformationException {
        return ((StringReference) frame.getValue(frame.visibleVariableByName(name))).value();
    }

    /** Of the handler's context. */
    private static Instant deadline(StackFrame handler)
            throws AbsentInformationException, IncompatibleThreadStateException {
        ObjectReference context = (ObjectReference) handler.getValue(handler.visibleVariableByName("context"));
        LongValue deadline =
                (LongValue) context.getValue(context.referenceType().fieldByName("deadlineTimeInMs"));
        return Instant.ofEpochMilli(deadline.value());
    }
}
