package faas.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.assembly.AssemblyException;
import faas.localcloud.assembly.AssemblyFiles;
import faas.localcloud.json.Json;
import faas.localcloud.lambda.FunctionFigures;
import faas.localcloud.lambda.LambdaOptions;
import faas.localcloud.probe.Notes;
import faas.localcloud.probe.ProbePackage;
import faas.localcloud.provision.PlanChanges;
import faas.localcloud.provision.PlanRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** A running engine is given other assemblies; before each test the first one again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpdateIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String TEMPLATE = """
            {"Resources": {
              "Role": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {}, "Policies": [
                {"PolicyName": "p", "PolicyDocument": {"Statement": [
                  {"Effect": "Allow", "Action": ["sqs:*"], "Resource": "*"}]}}]}},
              "Table": {"Type": "AWS::DynamoDB::Table", "Properties": {"TableName": "things",
                "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
                "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}], "BillingMode": "PAY_PER_REQUEST"}},
              "Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "work", "VisibilityTimeout": 6}},
              "Consumer": {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": "consumer",
                "Runtime": "java25", "Role": {"Fn::GetAtt": ["Role", "Arn"]}, "Code": {"S3Key": "code.zip"},
                "Handler": "faas.localcloud.probe.SqsProbe", "MemorySize": 256, "Timeout": 1,
                "Environment": {"Variables": {"PROBE_NOTES": "FILE"}}}},
              "Mapping": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {
                "FunctionName": {"Ref": "Consumer"}, "EventSourceArn": {"Fn::GetAtt": ["Queue", "Arn"]},
                "BatchSize": 1, "MaximumBatchingWindowInSeconds": 0}},
              "Echo": {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": "echo", "Runtime": "java25",
                "Role": {"Fn::GetAtt": ["Role", "Arn"]}, "Code": {"S3Key": "code.zip"},
                "Handler": "faas.localcloud.probe.EchoProbe", "MemorySize": 192, "Timeout": 20,
                "Environment": {"Variables": {"GREETING": "hello"}}}},
              "EchoVersion": {"Type": "AWS::Lambda::Version", "Properties": {"FunctionName": {"Ref": "Echo"}}},
              "EchoAlias": {"Type": "AWS::Lambda::Alias", "Properties": {"Name": "live", "FunctionName": {"Ref": "Echo"},
                "FunctionVersion": {"Fn::GetAtt": ["EchoVersion", "Version"]}}},
              "Caller": {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": "caller", "Runtime": "java25",
                "Role": {"Fn::GetAtt": ["Role", "Arn"]}, "Code": {"S3Key": "code.zip"},
                "Handler": "faas.localcloud.probe.EchoProbe", "MemorySize": 192, "Timeout": 20}},
              "Rule": {"Type": "AWS::Events::Rule", "Properties": {"Name": "nightly", "State": "ENABLED",
                "ScheduleExpression": "cron(0 3 * * ? *)", "Targets": [
                  {"Id": "Target0", "Arn": {"Ref": "EchoAlias"}}]}},
              "Permission": {"Type": "AWS::Lambda::Permission", "Properties": {"FunctionName": {"Ref": "EchoAlias"},
                "Action": "lambda:InvokeFunction", "Principal": "events.amazonaws.com",
                "SourceArn": {"Fn::GetAtt": ["Rule", "Arn"]}}}}}""";

    private final Path directory;
    private final Notes notes;
    private final Path code;
    private final Path codeWithoutLibraries;
    private final LocalCloud cloud;
    private final SqsClient sqs;
    private final DynamoDbClient dynamoDb;
    private final LambdaClient lambda;
    private final EventBridgeClient events;
    private final String queue;

    UpdateIT(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.notes = new Notes(directory.resolve("notes"));
        this.code = ProbePackage.create(directory.resolve("code"), SQSEvent.class, org.joda.time.DateTime.class);
        this.codeWithoutLibraries = ProbePackage.create(directory.resolve("broken"));
        this.cloud = LocalCloud.start(assembly(TEMPLATE, code), LambdaOptions.in(directory.resolve("work")));
        this.sqs = client(SqsClient.builder());
        this.dynamoDb = client(DynamoDbClient.builder());
        this.lambda = client(LambdaClient.builder());
        this.events = client(EventBridgeClient.builder());
        this.queue = cloud.endpoint() + "/000000000000/work";
    }

    @BeforeEach
    void asItWasStarted() throws IOException {
        assertThat(cloud.update(assembly(TEMPLATE, code)).needsNewStart()).isEmpty();
    }

    @AfterAll
    void stop() {
        cloud.close();
    }

    @Test
    void what_waits_in_a_queue_is_worked_by_the_new_code_and_tables_keep_their_items() throws Exception {
        assertThat(cloud.update(assembly(TEMPLATE, codeWithoutLibraries)))
                .isEqualTo(changed("consumer: code", "echo: code", "caller: code"));
        dynamoDb.putItem(request -> request.tableName("things").item(Map.of("id", AttributeValue.fromS("kept"))));
        send("m1", "m2");
        await().atMost(LIMIT).until(() -> consumer().errors() > 1);
        assertThat(notes.lines()).isEmpty();

        assertThat(cloud.update(assembly(TEMPLATE, code)))
                .isEqualTo(changed("consumer: code", "echo: code", "caller: code"));

        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(notes.words().stream().map(word -> word.substring(0, 2))).contains("m1", "m2");
            assertThat(messagesLeft()).isZero();
        });
        assertThat(dynamoDb.scan(request -> request.tableName("things")).items())
                .containsExactly(Map.of("id", AttributeValue.fromS("kept")));
    }

    @Test
    void a_changed_batch_size_counts_from_the_next_message_on() throws Exception {
        String changed =
                TEMPLATE.replace("\"BatchSize\": 1", "\"BatchSize\": 10").replace("InSeconds\": 0", "InSeconds\": 2");

        assertThat(cloud.update(assembly(changed, code)))
                .isEqualTo(changed("consumer: batch size 1 -> 10", "consumer: batching window 0 s -> 2 s"));
        long before = consumer().invocations();
        send("b1", "b2", "b3", "b4");

        await().atMost(LIMIT).until(() -> messagesLeft() == 0);
        assertThat(consumer().invocations() - before).isEqualTo(1);
        assertThat(notes.lines().getLast().split(" ")).hasSize(4);
    }

    @Test
    void the_next_invocation_has_the_new_memory_and_environment_and_the_one_under_way_ends_as_it_began()
            throws Exception {
        String before =
                echo("\"environment\"").path("AWS_LAMBDA_LOG_STREAM_NAME").asText();
        CompletableFuture<InvokeResponse> underWay = CompletableFuture.supplyAsync(() -> invoke("echo", "\"slow\""));
        await().atMost(LIMIT).until(this::echoIsBusy);
        String changed = TEMPLATE.replace(
                        "\"MemorySize\": 192, \"Timeout\": 20,", "\"MemorySize\": 320, \"Timeout\": 9,")
                .replace("hello", "good morning");

        assertThat(cloud.update(assembly(changed, code)))
                .isEqualTo(changed(
                        "echo: memory in MiB 192 -> 320",
                        "echo: timeout 20 s -> 9 s",
                        "echo: environment variable GREETING hello -> good morning"));

        assertThat(underWay).isNotDone();
        JsonNode now = echo("\"environment\"");
        assertThat(now.path("GREETING").asText()).isEqualTo("good morning");
        assertThat(now.path("AWS_LAMBDA_FUNCTION_MEMORY_SIZE").asText()).isEqualTo("320");
        assertThat(underWay.join().functionError()).isNull();
        assertThat(Json.parse(underWay.join().payload().asUtf8String()).asText())
                .isEqualTo(before);
        assertThat(Json.parse(invoke("echo", "\"context\"").payload().asUtf8String())
                        .path("remaining")
                        .asInt())
                .isLessThanOrEqualTo(9_000);
        await().atMost(LIMIT).until(() -> environmentsOf("echo").count() == 1);
    }

    @Test
    void a_role_allows_what_its_changed_policies_allow() throws Exception {
        String scan = "{\"TableName\": \"things\"}";
        assertThat(SignedCalls.ofFunction(cloud, "caller")
                        .json("DynamoDB_20120810.Scan", scan)
                        .body())
                .contains("AccessDeniedException");

        assertThat(cloud.update(assembly(TEMPLATE.replace("\"sqs:*\"", "\"sqs:*\", \"dynamodb:Scan\""), code)))
                .isEqualTo(changed(
                        "consumer: policies of its role",
                        "echo: policies of its role",
                        "caller: policies of its role"));

        assertThat(SignedCalls.ofFunction(cloud, "caller")
                        .json("DynamoDB_20120810.Scan", scan)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_queue_has_its_changed_visibility_timeout() throws Exception {
        assertThat(cloud.update(
                        assembly(TEMPLATE.replace("\"VisibilityTimeout\": 6", "\"VisibilityTimeout\": 7"), code)))
                .isEqualTo(changed("queue work: VisibilityTimeout 6 -> 7"));

        assertThat(sqs.getQueueAttributes(request ->
                                request.queueUrl(queue).attributeNames(QueueAttributeName.VISIBILITY_TIMEOUT))
                        .attributes())
                .containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "7");
    }

    @Test
    void a_changed_schedule_is_in_force() throws Exception {
        assertThat(cloud.update(assembly(TEMPLATE.replace("cron(0 3 * * ? *)", "rate(3 hours)"), code)))
                .isEqualTo(changed("rule nightly: schedule cron(0 3 * * ? *) -> rate(3 hours)"));

        assertThat(events.describeRule(request -> request.name("nightly")).scheduleExpression())
                .isEqualTo("rate(3 hours)");
    }

    @Test
    void another_version_of_a_function_is_no_difference() throws Exception {
        String next = TEMPLATE.replace("EchoVersion", "EchoVersion2");

        assertThat(cloud.update(assembly(next, code))).isEqualTo(changed());
    }

    @Test
    void a_new_function_needs_a_new_start_and_nothing_else_is_changed_either() throws Exception {
        String next = TEMPLATE.replace("\"Caller\":", """
                "Late": {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": "late", "Runtime": "java25",
                  "Role": {"Fn::GetAtt": ["Role", "Arn"]}, "Code": {"S3Key": "code.zip"}, "Handler": "a.B"}},
                "Caller":""").replace("hello", "good morning");

        assertThat(cloud.update(assembly(next, code)))
                .isEqualTo(new PlanChanges(List.of(), List.of("function late: new")));

        assertThat(echo("\"environment\"").path("GREETING").asText()).isEqualTo("hello");
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> lambda.getFunction(request -> request.functionName("late")));
    }

    @Test
    void an_assembly_that_is_refused_changes_nothing() throws Exception {
        String next = TEMPLATE.replace("hello", "good morning");
        Path unknownProperty = assembly(next.replace("\"BatchSize\"", "\"Topics\": [], \"BatchSize\""), code);
        Path tooMuchReserved =
                assembly(next.replace("\"MemorySize\": 256,", "\"ReservedConcurrentExecutions\": 11,"), code);

        assertThatExceptionOfType(PlanRefusedException.class)
                .isThrownBy(() -> cloud.update(unknownProperty))
                .withMessageContaining("property Topics is not carried out by local-cloud");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cloud.update(tooMuchReserved))
                .withMessage("consumer: reserved concurrency 11, but of the account's 10 only 10 are left");
        assertThatExceptionOfType(AssemblyException.class).isThrownBy(() -> cloud.update(directory.resolve("none")));

        assertThat(echo("\"environment\"").path("GREETING").asText()).isEqualTo("hello");
        assertThat(cloud.update(assembly(TEMPLATE, code))).isEqualTo(changed());
    }

    private static PlanChanges changed(String... differences) {
        return new PlanChanges(List.of(differences), List.of());
    }

    /** As a rebuild makes one: its package is a link to where the code is. */
    private Path assembly(String template, Path functionPackage) throws IOException {
        Path folder = directory.resolve("cdk.out-" + UUID.randomUUID());
        AssemblyFiles files = AssemblyFiles.in(folder)
                .stack("s", template.replace("FILE", notes.file().toString()));
        Files.createSymbolicLink(folder.resolve("asset.code"), functionPackage);
        return files.write();
    }

    private void send(String... bodies) {
        sqs.sendMessageBatch(request -> request.queueUrl(queue)
                .entries(Stream.of(bodies)
                        .map(body -> SendMessageBatchRequestEntry.builder()
                                .id(body)
                                .messageBody(body)
                                .build())
                        .toList()));
    }

    private int messagesLeft() {
        return sqs
                .getQueueAttributes(request -> request.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
                .attributes()
                .entrySet()
                .stream()
                .filter(attribute -> attribute.getKey().toString().startsWith("ApproximateNumberOfMessages"))
                .mapToInt(attribute -> Integer.parseInt(attribute.getValue()))
                .sum();
    }

    private FunctionFigures consumer() {
        return cloud.records().functions().stream()
                .filter(figures -> figures.name().equals("consumer"))
                .findFirst()
                .orElseThrow();
    }

    private InvokeResponse invoke(String function, String payload) {
        return lambda.invoke(request -> request.functionName(function).payload(SdkBytes.fromUtf8String(payload)));
    }

    private JsonNode echo(String payload) {
        return Json.parse(invoke("echo", payload).payload().asByteArray());
    }

    private boolean echoIsBusy() {
        return environmentsOf("echo")
                .anyMatch(environment -> environment.path("busy").asBoolean());
    }

    private Stream<JsonNode> environmentsOf(String function) {
        return cloud.records()
                .toJson()
                .path("environments")
                .valueStream()
                .filter(environment -> environment.path("function").asText().equals(function));
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder) {
        return builder.endpointOverride(cloud.endpoint())
                .region(Region.of(cloud.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        cloud.credentials().accessKeyId(), cloud.credentials().secretAccessKey())))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
