package faas.localcloud.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import faas.localcloud.lambda.FunctionFigures;
import faas.localcloud.lambda.LambdaOptions;
import faas.localcloud.lambda.LambdaService;
import faas.localcloud.lambda.Trigger;
import faas.localcloud.probe.FifoProbe;
import faas.localcloud.probe.Notes;
import faas.localcloud.probe.ProbePackage;
import faas.localcloud.probe.Probes;
import faas.localcloud.probe.SqsProbe;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.IntStream;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

class SqsMappingIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /**
     * Longer than a cold start takes where other work keeps the processors: what came again before would be no repeat.
     */
    private static final String VISIBILITY_SECONDS = "5";

    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"));

    @TempDir
    static Path directory;

    private static Path functionPackage = Path.of("");
    private static SQSRestServer elasticMq =
            SQSRestServerBuilder.withDynamicPort().start();
    private static SqsClient sqs = sqs();

    private final Notes notes = new Notes(directory.resolve("notes-" + UUID.randomUUID()));
    private final LambdaService lambda = Probes.lambda(LambdaOptions.in(directory));
    private final EventSourceMappings mappings = new EventSourceMappings(lambda, sqs, unusedStreams());
    private String queue = "";

    @BeforeAll
    static void pack() {
        functionPackage =
                ProbePackage.create(directory.resolve("package"), SQSEvent.class, org.joda.time.DateTime.class);
    }

    @AfterAll
    static void stop() {
        sqs.close();
        var _ = elasticMq.stopAndWait();
    }

    @BeforeEach
    void createQueue() {
        queue = sqs.createQueue(request -> request.queueName("q" + UUID.randomUUID())
                        .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, VISIBILITY_SECONDS)))
                .queueUrl();
        lambda.create(Probes.withEnvironment(
                Probes.function("Probe", functionPackage, SqsProbe.class),
                Map.of(notes.variable(), notes.file().toString())));
    }

    @AfterEach
    void close() {
        mappings.close();
        lambda.close();
    }

    @Test
    void messages_are_handed_over_in_batches_and_deleted_after_success() {
        send(IntStream.range(0, 30).mapToObj(i -> "m" + i).toList());

        start(mapping(10, Duration.ofSeconds(1)));

        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(notes.words()).hasSize(30);
            assertThat(messagesLeft()).isZero();
        });
        assertThat(notes.words()).doesNotHaveDuplicates();
        assertThat(notes.lines()).hasSize(3);
        FunctionFigures figures = lambda.log().figures().getFirst();
        assertThat(figures.trigger()).isEqualTo(Trigger.SQS);
        assertThat(figures.events()).isEqualTo(30);
        assertThat(figures.invocations()).isEqualTo(3);
    }

    @Test
    void what_is_reported_as_failed_comes_again_and_nothing_else_does() {
        send(List.of("a", "fail", "b"));

        start(mapping(10, Duration.ofSeconds(1)));

        await().atMost(LIMIT).untilAsserted(() -> assertThat(notes.words()).contains("fail#1", "fail#2"));
        assertThat(notes.words().stream().filter(word -> !word.startsWith("fail")))
                .containsExactlyInAnyOrder("a#1", "b#1");
    }

    @Test
    void after_an_exception_the_whole_batch_comes_again() {
        send(List.of("a", "throw"));

        start(mapping(10, Duration.ofSeconds(1)));

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(notes.words()).contains("a#1", "a#2", "throw#1", "throw#2"));
    }

    @Test
    void an_unknown_id_in_the_response_fails_the_whole_batch() {
        send(List.of("a", "unknown id"));

        start(mapping(10, Duration.ofSeconds(1)));

        await().atMost(LIMIT).untilAsserted(() -> assertThat(notes.words()).contains("a#1", "a#2"));
    }

    @Test
    void a_lost_response_delivers_the_batch_twice() {
        lambda.faults().loseResponses("Probe", 1);
        send(List.of("a"));

        start(mapping(10, Duration.ZERO));

        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(notes.words()).containsExactly("a#1", "a#2");
            assertThat(messagesLeft()).isZero();
        });
    }

    @Test
    void messages_that_match_no_filter_are_deleted_unseen() {
        send(List.of("{\"type\":\"wanted\"}", "{\"type\":\"other\"}", "no json"));
        SqsMappingSpec plain = mapping(10, Duration.ZERO);

        start(new SqsMappingSpec(
                plain.where(),
                plain.uuid(),
                plain.functionName(),
                plain.queueUrl(),
                plain.queueArn(),
                plain.batchSize(),
                plain.window(),
                plain.maximumConcurrency(),
                List.of("{\"body\":{\"type\":[\"wanted\"]}}"),
                true));

        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(messagesLeft()).isZero();
            assertThat(notes.words()).containsExactly("{\"type\":\"wanted\"}#1");
        });
    }

    @Test
    void batches_at_one_time_are_no_more_than_the_maximum_concurrency() {
        send(IntStream.range(0, 8).mapToObj(i -> "slow" + i).toList());

        start(mapping(1, Duration.ZERO));

        await().atMost(LIMIT).untilAsserted(() -> assertThat(messagesLeft()).isZero());
        assertThat(lambda.environments("test-Probe")).isEqualTo(2);
        assertThat(notes.words()).hasSize(8).allMatch(word -> word.endsWith("#1"));
    }

    @Test
    void a_throttled_batch_is_tried_again_before_its_messages_come_again() {
        lambda.create(Probes.withReservedConcurrency(
                Probes.withEnvironment(
                        Probes.function("Probe", functionPackage, SqsProbe.class),
                        Map.of(notes.variable(), notes.file().toString())),
                1));
        send(List.of("slow1", "slow2", "slow3", "slow4"));
        sqs.setQueueAttributes(
                request -> request.queueUrl(queue).attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "30")));

        start(mapping(1, Duration.ZERO));

        await().atMost(LIMIT).untilAsserted(() -> assertThat(messagesLeft()).isZero());
        assertThat(notes.words()).containsExactlyInAnyOrder("slow1#1", "slow2#1", "slow3#1", "slow4#1");
        assertThat(lambda.log().figures().getFirst().throttles()).isPositive();
    }

    /** Eight messages of 900 KB are received at once and are more than an event holds. */
    @Test
    void of_a_fifo_queue_nothing_that_had_no_room_in_a_batch_overtakes_what_failed_in_it() {
        String fifo = sqs.createQueue(request -> request.queueName(UUID.randomUUID() + ".fifo")
                        .attributes(Map.of(
                                QueueAttributeName.FIFO_QUEUE, "true", QueueAttributeName.VISIBILITY_TIMEOUT, "8")))
                .queueUrl();
        lambda.create(Probes.withEnvironment(
                Probes.function("Fifo", functionPackage, FifoProbe.class),
                Map.of(notes.variable(), notes.file().toString())));
        MessageAttributeValue padding = MessageAttributeValue.builder()
                .dataType("String")
                .stringValue("x".repeat(900_000))
                .build();
        List<String> bodies = List.of("0", "1", "2!1", "3", "4", "5", "6", "7");
        for (String body : bodies) {
            sqs.sendMessage(request -> request.queueUrl(fifo)
                    .messageBody(body)
                    .messageGroupId("g")
                    .messageDeduplicationId(body)
                    .messageAttributes(Map.of("padding", padding)));
        }

        SqsMappingSpec plain = mapping(10, Duration.ZERO);
        start(new SqsMappingSpec(
                plain.where(),
                plain.uuid(),
                "test-Fifo:live",
                fifo,
                "arn:aws:sqs:us-east-1:000000000000:probe.fifo",
                plain.batchSize(),
                plain.window(),
                plain.maximumConcurrency(),
                List.of(),
                true));

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(notes.lines())
                        .containsExactlyElementsOf(bodies.stream()
                                .map(body -> "g/" + body + "/" + body)
                                .toList()));
    }

    private void start(SqsMappingSpec mapping) {
        mappings.start(mapping);
        await().atMost(LIMIT).until(mappings::allPolling);
    }

    private SqsMappingSpec mapping(int batchSize, Duration window) {
        return new SqsMappingSpec(
                "demo: Mapping (AWS::Lambda::EventSourceMapping)",
                UUID.randomUUID().toString(),
                "arn:aws:lambda:us-east-1:000000000000:function:test-Probe:live",
                queue,
                "arn:aws:sqs:us-east-1:000000000000:probe",
                batchSize,
                window,
                OptionalInt.of(2),
                List.of(),
                true);
    }

    private void send(List<String> bodies) {
        for (int from = 0; from < bodies.size(); from += 10) {
            List<String> part = bodies.subList(from, Math.min(bodies.size(), from + 10));
            sqs.sendMessageBatch(request -> request.queueUrl(queue)
                    .entries(IntStream.range(0, part.size())
                            .mapToObj(i -> SendMessageBatchRequestEntry.builder()
                                    .id("e" + i)
                                    .messageBody(part.get(i))
                                    .build())
                            .toList()));
        }
    }

    private int messagesLeft() {
        Map<QueueAttributeName, String> attributes = sqs.getQueueAttributes(
                        request -> request.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
                .attributes();
        return Integer.parseInt(attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                + Integer.parseInt(attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
    }

    private static SqsClient sqs() {
        int port = elasticMq.waitUntilStarted().localAddress().getPort();
        return SqsClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    private static DynamoDbStreamsClient unusedStreams() {
        return DynamoDbStreamsClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:1"))
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
