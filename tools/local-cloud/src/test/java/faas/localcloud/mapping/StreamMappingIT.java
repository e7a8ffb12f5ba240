package faas.localcloud.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import faas.dynamodblocal.DynamoDbLocal;
import faas.localcloud.lambda.FunctionSpec;
import faas.localcloud.lambda.LambdaOptions;
import faas.localcloud.lambda.LambdaService;
import faas.localcloud.mapping.StreamMappingSpec.StartingPosition;
import faas.localcloud.probe.Notes;
import faas.localcloud.probe.ProbePackage;
import faas.localcloud.probe.Probes;
import faas.localcloud.probe.StreamProbe;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

class StreamMappingIT {
    /** No multiple of the lanes: changes dealt out in turn would mix up each key's. */
    private static final int KEYS = 5;

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String STREAM_ARN = "arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/now";
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"));

    @TempDir
    static Path directory;

    private static Path functionPackage = Path.of("");
    private static DynamoDbLocal dynamoDbLocal = DynamoDbLocal.start();
    private static SQSRestServer elasticMq =
            SQSRestServerBuilder.withDynamicPort().start();
    private static SqsClient sqs = SqsClient.builder()
            .endpointOverride(URI.create("http://127.0.0.1:"
                    + elasticMq.waitUntilStarted().localAddress().getPort()))
            .region(Region.US_EAST_1)
            .credentialsProvider(CREDENTIALS)
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    private static DynamoDbClient dynamoDb = DynamoDbClient.builder()
            .endpointOverride(dynamoDbLocal.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(CREDENTIALS)
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    private static DynamoDbStreamsClient streams = DynamoDbStreamsClient.builder()
            .endpointOverride(dynamoDbLocal.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(CREDENTIALS)
            .httpClient(UrlConnectionHttpClient.create())
            .build();

    private final Notes notes = new Notes(directory.resolve("notes-" + UUID.randomUUID()));
    private final LambdaService lambda = Probes.lambda(LambdaOptions.in(directory));
    private final EventSourceMappings mappings = new EventSourceMappings(lambda, sqs, streams);
    private final String table = "t" + UUID.randomUUID();
    private String streamArn = "";
    private String failureQueue = "";

    @BeforeAll
    static void pack() {
        functionPackage =
                ProbePackage.create(directory.resolve("package"), DynamodbEvent.class, org.joda.time.DateTime.class);
    }

    @AfterAll
    static void stop() {
        var _ = elasticMq.stopAndWait();
        dynamoDbLocal.close();
    }

    @BeforeEach
    void createTable() {
        streamArn = dynamoDb.createTable(request -> request.tableName(table)
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .keySchema(KeySchemaElement.builder()
                                .attributeName("id")
                                .keyType(KeyType.HASH)
                                .build())
                        .attributeDefinitions(AttributeDefinition.builder()
                                .attributeName("id")
                                .attributeType(ScalarAttributeType.S)
                                .build())
                        .streamSpecification(
                                stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)))
                .tableDescription()
                .latestStreamArn();
        failureQueue = sqs.createQueue(request -> request.queueName("q" + UUID.randomUUID()))
                .queueUrl();
        lambda.create(probe());
    }

    @AfterEach
    void close() {
        mappings.close();
        lambda.close();
    }

    @Test
    void changes_arrive_in_order_in_batches() {
        List<String> ids = IntStream.range(0, 25).mapToObj(i -> "i" + i).toList();
        ids.forEach(this::put);

        start(spec(10, true, 1, List.of()));

        await().atMost(LIMIT).untilAsserted(() -> assertThat(notes.words()).containsExactlyElementsOf(ids));
        assertThat(notes.lines()).hasSize(3);
        put("later");
        await().atMost(LIMIT).untilAsserted(() -> assertThat(notes.words()).endsWith("later"));
    }

    @Test
    void a_poison_record_is_isolated_by_bisect_and_its_position_goes_to_the_failure_queue() throws Exception {
        List.of("a", "b", "throw", "c").forEach(this::put);

        start(spec(10, true, 1, List.of()));

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(notes.lines())
                        .containsExactly("a b throw c", "a b", "throw c", "throw", "throw", "c"));
        JsonNode failure = failureMessage();
        assertThat(failure.at("/requestContext/condition").asText()).isEqualTo("RetryAttemptsExhausted");
        assertThat(failure.at("/requestContext/functionArn").asText()).endsWith(":function:test-Probe:live");
        assertThat(failure.at("/responseContext/functionError").asText()).isEqualTo("Unhandled");
        assertThat(failure.at("/DDBStreamBatchInfo/batchSize").asInt()).isEqualTo(1);
        assertThat(failure.at("/DDBStreamBatchInfo/streamArn").asText()).isEqualTo(STREAM_ARN);
        assertThat(failure.at("/DDBStreamBatchInfo/startSequenceNumber"))
                .isEqualTo(failure.at("/DDBStreamBatchInfo/endSequenceNumber"));
    }

    @Test
    void the_lowest_failed_record_is_where_the_batch_goes_on() {
        List.of("a", "b", "fail", "c").forEach(this::put);

        start(spec(10, true, 1, List.of()));

        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(notes.lines()).containsExactly("a b fail c", "fail c", "fail", "fail", "c"));
    }

    @Test
    void a_lost_response_delivers_the_batch_twice() {
        lambda.faults().loseResponses("Probe", 1);
        put("a");

        start(spec(10, true, 3, List.of()));

        await().atMost(LIMIT).untilAsserted(() -> assertThat(notes.lines()).containsExactly("a", "a"));
    }

    @Test
    void records_that_match_no_filter_are_passed_over() {
        List.of("a", "b", "c").forEach(this::put);

        start(spec(10, true, 1, List.of("{\"dynamodb\":{\"Keys\":{\"id\":{\"S\":[\"b\"]}}}}")));

        await().atMost(LIMIT).untilAsserted(() -> assertThat(notes.words()).containsExactly("b"));
    }

    @Test
    void a_changed_mapping_goes_on_where_it_is_with_its_new_values() {
        List.of("a", "b", "c").forEach(this::put);
        start(spec(10, true, 1, List.of()));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(notes.words()).containsExactly("a", "b", "c"));

        mappings.change(spec(1, true, 1, List.of("{\"dynamodb\":{\"Keys\":{\"id\":{\"S\":[\"d\", \"f\"]}}}}")));
        List.of("d", "e", "f").forEach(this::put);

        await().atMost(LIMIT).untilAsserted(() -> assertThat(notes.words()).containsExactly("a", "b", "c", "d", "f"));
        assertThat(notes.lines()).endsWith("d", "f");
        assertThat(mappings.streamMappings())
                .singleElement()
                .satisfies(spec -> assertThat(spec.batchSize()).isEqualTo(1));
    }

    @Test
    void with_lanes_each_items_changes_stay_in_order() {
        IntStream.range(0, 60).forEach(i -> put("k" + i % KEYS, i));

        start(withLanes(spec(5, true, 1, List.of()), 3));

        await().atMost(LIMIT).untilAsserted(() -> assertThat(notes.words()).hasSize(60));
        assertThat(lambda.environments("test-Probe")).isGreaterThan(1);
        assertEachKeyInOrder();
    }

    @Test
    void throttled_batches_wait_in_order_and_are_no_attempts() {
        lambda.create(Probes.withReservedConcurrency(probe(), 1));
        IntStream.range(0, 60).forEach(i -> put("k" + i % KEYS, i));

        start(withLanes(spec(5, true, 0, List.of()), 3));

        await().atMost(LIMIT).untilAsserted(() -> assertThat(notes.words()).hasSize(60));
        assertEachKeyInOrder();
        assertThat(lambda.log().figures().getFirst().throttles()).isPositive();
        assertThat(sqs.receiveMessage(request -> request.queueUrl(failureQueue)).messages())
                .isEmpty();
    }

    @Test
    void records_wait_in_order_for_a_function_that_cannot_be_started() throws Exception {
        Path late = directory.resolve("late-" + UUID.randomUUID());
        lambda.create(probe(late));
        List<String> ids = List.of("a", "b", "c");
        ids.forEach(this::put);

        start(spec(1, true, 0, List.of()));
        await().during(Duration.ofSeconds(1))
                .atMost(LIMIT)
                .until(() -> notes.words().isEmpty());
        Files.createSymbolicLink(late, functionPackage);

        await().atMost(LIMIT).untilAsserted(() -> assertThat(notes.words()).containsExactlyElementsOf(ids));
        assertThat(sqs.receiveMessage(request -> request.queueUrl(failureQueue)).messages())
                .isEmpty();
    }

    private void assertEachKeyInOrder() {
        for (int key = 0; key < KEYS; key++) {
            String prefix = "k" + key + ":";
            assertThat(notes.words().stream()
                            .filter(word -> word.startsWith(prefix))
                            .map(word -> Integer.parseInt(word.substring(prefix.length()))))
                    .as("changes of k%s", key)
                    .hasSize(60 / KEYS)
                    .isSorted();
        }
    }

    private static StreamMappingSpec withLanes(StreamMappingSpec one, int lanes) {
        return new StreamMappingSpec(
                one.where(),
                one.uuid(),
                one.functionName(),
                one.streamArn(),
                one.eventSourceArn(),
                one.batchSize(),
                one.window(),
                lanes,
                one.bisectBatchOnFunctionError(),
                one.maximumRetryAttempts(),
                one.maximumRecordAge(),
                one.startingPosition(),
                one.filterPatterns(),
                one.onFailureArn(),
                one.reportBatchItemFailures());
    }

    private FunctionSpec probe() {
        return probe(functionPackage);
    }

    private FunctionSpec probe(Path from) {
        return Probes.withEnvironment(
                Probes.function("Probe", from, StreamProbe.class),
                Map.of(notes.variable(), notes.file().toString()));
    }

    private void start(StreamMappingSpec spec) {
        mappings.start(spec);
        await().atMost(LIMIT).until(mappings::allPolling);
    }

    private StreamMappingSpec spec(int batchSize, boolean bisect, int retries, List<String> patterns) {
        return new StreamMappingSpec(
                "demo: Mapping (AWS::Lambda::EventSourceMapping)",
                UUID.randomUUID().toString(),
                "arn:aws:lambda:us-east-1:000000000000:function:test-Probe:live",
                streamArn,
                STREAM_ARN,
                batchSize,
                Duration.ZERO,
                1,
                bisect,
                retries,
                Duration.ofHours(1),
                StartingPosition.TRIM_HORIZON,
                patterns,
                Optional.of("arn:aws:sqs:us-east-1:000000000000:"
                        + failureQueue.substring(failureQueue.lastIndexOf('/') + 1)),
                true);
    }

    private void put(String id) {
        dynamoDb.putItem(request -> request.tableName(table)
                .item(Map.of(
                        "id", AttributeValue.fromS(id),
                        "change", AttributeValue.fromS(UUID.randomUUID().toString()))));
    }

    private void put(String id, int number) {
        dynamoDb.putItem(request -> request.tableName(table)
                .item(Map.of("id", AttributeValue.fromS(id), "n", AttributeValue.fromN(Integer.toString(number)))));
    }

    private JsonNode failureMessage() throws Exception {
        String body = sqs.receiveMessage(
                        request -> request.queueUrl(failureQueue).waitTimeSeconds(5))
                .messages()
                .getFirst()
                .body();
        return new JsonMapper().readTree(body);
    }
}
