package faas.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.assembly.AssemblyFiles;
import faas.localcloud.json.Json;
import faas.localcloud.lambda.LambdaOptions;
import faas.localcloud.probe.Notes;
import faas.localcloud.probe.ProbePackage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishResponse;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** A FIFO topic, its queues and the function behind one of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FifoIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String ARN = "arn:aws:%s:us-east-1:000000000000:%s";
    private static final String TOPIC = ARN.formatted("sns", "ordered.fifo");
    private static final int MOST_ENTRIES = 10;

    private final Notes notes;
    private final LocalCloud cloud;
    private final SqsClient sqs;
    private final SnsClient sns;

    FifoIT(@TempDir Path directory) throws IOException {
        this.notes = new Notes(directory.resolve("notes"));
        ProbePackage.create(directory.resolve("cdk.out/asset.code"), SQSEvent.class, org.joda.time.DateTime.class);
        Path assembly = AssemblyFiles.in(directory.resolve("cdk.out"))
                .stack("fifo", template())
                .write();
        this.cloud = LocalCloud.start(assembly, LambdaOptions.in(directory.resolve("work")));
        this.sqs = client(SqsClient.builder());
        this.sns = client(SnsClient.builder());
    }

    private String template() {
        return """
                {"Resources": {
                  %s,
                  "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "ordered.fifo", "FifoTopic": true}},
                  "Plain": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "plain"}},
                  "Work": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "work.fifo", "FifoQueue": true,
                    "VisibilityTimeout": 8}},
                  "Audit": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "audit.fifo", "FifoQueue": true}},
                  "Loose": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "loose"}},
                  "Failing": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "failing.fifo", "FifoQueue": true,
                    "ContentBasedDeduplication": true, "VisibilityTimeout": 8, "RedrivePolicy":
                      {"deadLetterTargetArn": {"Fn::GetAtt": ["Dead", "Arn"]}, "maxReceiveCount": 2}}},
                  "Dead": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "dead.fifo", "FifoQueue": true}},
                  "Policy": {"Type": "AWS::SQS::QueuePolicy", "Properties": {"Queues": [{"Ref": "Work"}, {"Ref": "Audit"},
                    {"Ref": "Loose"}], "PolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "sqs:SendMessage",
                      "Principal": {"Service": "sns.amazonaws.com"}, "Resource": "*"}]}}},
                  %s, %s, %s,
                  "Consumer": {"Type": "AWS::Lambda::Function", "Properties": {"Role": {"Fn::GetAtt": ["Role", "Arn"]}, "FunctionName": "consumer", "Runtime": "java25",
                    "Handler": "faas.localcloud.probe.FifoProbe", "Code": {"S3Key": "code.zip"}, "MemorySize": 256,
                    "Timeout": 8, "Environment": {"Variables": {"%s": "%s"}}}},
                  %s, %s}}""".formatted(
                        AssemblyFiles.ROLE,
                        subscription("Work", true),
                        subscription("Audit", false),
                        subscription("Loose", true),
                        notes.variable(),
                        notes.file(),
                        mapping("Work"),
                        mapping("Failing"));
    }

    private static String subscription(String queue, boolean raw) {
        return """
                "%1$sSubscription": {"Type": "AWS::SNS::Subscription", "Properties": {"Protocol": "sqs",
                  "RawMessageDelivery": %2$s, "TopicArn": {"Ref": "Topic"}, "Endpoint": {"Fn::GetAtt": ["%1$s", "Arn"]}}}""".formatted(queue, raw);
    }

    private static String mapping(String queue) {
        return """
                "%1$sMapping": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {"FunctionName": {"Ref": "Consumer"},
                  "EventSourceArn": {"Fn::GetAtt": ["%1$s", "Arn"]}, "BatchSize": 10,
                  "FunctionResponseTypes": ["ReportBatchItemFailures"]}}""".formatted(queue);
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder) {
        return builder.endpointOverride(cloud.endpoint())
                .region(Region.of(cloud.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        cloud.credentials().accessKeyId(), cloud.credentials().secretAccessKey())))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** So that no message becomes visible again during a cold start. */
    @BeforeAll
    void warmUp() {
        publish(List.of(entry("first", "first")));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(notes.lines()).contains("first/first/first"));
    }

    @AfterAll
    void stop() {
        cloud.close();
    }

    /** Each group's messages in the order they were published, each once, whatever fails and is published again. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void each_group_is_processed_in_order_and_once_though_some_fail_and_some_are_published_twice(long seed) {
        Random random = new Random(seed);
        Map<String, List<String>> expected = new TreeMap<>();
        List<PublishBatchRequestEntry> entries = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String group = "s" + seed + "g" + random.nextInt(4);
            List<String> ofGroup = expected.computeIfAbsent(group, _ -> new ArrayList<>());
            String body = group + "." + ofGroup.size() + (random.nextInt(20) == 0 ? "!1" : "");
            ofGroup.add(body);
            entries.add(entry(group, body));
            if (random.nextInt(4) == 0) {
                entries.add(entries.get(random.nextInt(entries.size())));
            }
        }

        publish(entries);

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(processed("s" + seed).values().stream()
                                .mapToInt(List::size)
                                .sum())
                        .isEqualTo(60));
        assertThat(processed("s" + seed)).isEqualTo(expected);
    }

    @Test
    void a_function_gets_group_and_deduplication_id_and_other_subscribers_the_same_order() {
        List<PublishBatchRequestEntry> entries = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            entries.add(entry("same", "same." + i));
        }
        publish(entries);

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(notes.lines()).contains("same/same.0/same.0", "same/same.9/same.9"));
        List<JsonNode> audited = new ArrayList<>();
        await().atMost(LIMIT).untilAsserted(() -> {
            receive("audit.fifo").stream()
                    .map(message -> Json.parse(message.body()))
                    .filter(notification ->
                            notification.path("Message").asText().startsWith("same."))
                    .forEach(audited::add);
            assertThat(audited).hasSize(10);
        });
        assertThat(audited)
                .extracting(notification -> notification.path("Message").asText())
                .containsExactly(
                        entries.stream().map(PublishBatchRequestEntry::message).toArray(String[]::new));
        assertThat(audited)
                .extracting(notification -> notification.path("SequenceNumber").asText())
                .isSorted()
                .doesNotHaveDuplicates();
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(receive("loose"))
                        .anySatisfy(message -> assertThat(message.body()).startsWith("same.")));
    }

    @Test
    void a_message_published_again_is_answered_as_the_first() {
        PublishResponse first = publishOne("twice");
        PublishResponse again = publishOne("twice");

        assertThat(again.messageId()).isEqualTo(first.messageId());
        assertThat(again.sequenceNumber()).isEqualTo(first.sequenceNumber()).hasSize(20);
    }

    /** What waits behind a message that fails is received with it and follows it, as on AWS. */
    @Test
    void what_fails_for_good_goes_to_the_fifo_dead_letter_queue_in_order() {
        String queue = queueUrl("failing.fifo");
        for (String body : List.of("poison.0", "poison.1!9", "poison.2")) {
            sqs.sendMessage(
                    request -> request.queueUrl(queue).messageGroupId("poison").messageBody(body));
        }

        List<Message> dead = new ArrayList<>();
        await().atMost(LIMIT).untilAsserted(() -> {
            dead.addAll(receive("dead.fifo"));
            assertThat(dead).isNotEmpty();
        });
        assertThat(dead.getFirst().body()).isEqualTo("poison.1!9");
        assertThat(dead.getFirst().attributes()).containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "poison");
        List<String> of = processed("poison").getOrDefault("poison", List.of());
        assertThat(of).first().isEqualTo("poison.0");
        assertThat(of).doesNotContain("poison.1!9");
    }

    @Test
    void what_a_fifo_topic_does_not_take_is_refused() {
        assertThatThrownBy(() -> sns.publish(request -> request.topicArn(TOPIC).message("no group")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("MessageGroupId");
        assertThatThrownBy(() -> sns.subscribe(request -> request.topicArn(TOPIC)
                        .protocol("lambda")
                        .endpoint(ARN.formatted("lambda", "function:consumer"))))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Invalid protocol type: lambda");
        assertThatThrownBy(() -> sns.subscribe(request -> request.topicArn(ARN.formatted("sns", "plain"))
                        .protocol("sqs")
                        .endpoint(ARN.formatted("sqs", "work.fifo"))))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("FIFO SQS Queues can not be subscribed to standard SNS topics");
    }

    private static PublishBatchRequestEntry entry(String group, String body) {
        return PublishBatchRequestEntry.builder()
                .id(UUID.randomUUID().toString())
                .message(body)
                .messageGroupId(group)
                .messageDeduplicationId(body)
                .build();
    }

    private PublishResponse publishOne(String id) {
        return sns.publish(request ->
                request.topicArn(TOPIC).message(id).messageGroupId(id).messageDeduplicationId(id));
    }

    private void publish(List<PublishBatchRequestEntry> entries) {
        for (int from = 0; from < entries.size(); from += MOST_ENTRIES) {
            List<PublishBatchRequestEntry> part =
                    entries.subList(from, Math.min(entries.size(), from + MOST_ENTRIES)).stream()
                            .map(entry -> entry.toBuilder()
                                    .id(UUID.randomUUID().toString())
                                    .build())
                            .toList();
            sns.publishBatch(request -> request.topicArn(TOPIC).publishBatchRequestEntries(part));
        }
    }

    /** Bodies by group, for groups that begin so. */
    private Map<String, List<String>> processed(String prefix) {
        Map<String, List<String>> byGroup = new TreeMap<>();
        for (String line : notes.lines()) {
            String[] parts = line.split("/", 3);
            if (parts[0].startsWith(prefix)) {
                byGroup.computeIfAbsent(parts[0], _ -> new ArrayList<>()).add(parts[2]);
            }
        }
        return byGroup;
    }

    /** Takes what is there off the queue. */
    private List<Message> receive(String queue) {
        List<Message> messages = sqs.receiveMessage(request -> request.queueUrl(queueUrl(queue))
                        .maxNumberOfMessages(10)
                        .waitTimeSeconds(1)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
        messages.forEach(message ->
                sqs.deleteMessage(request -> request.queueUrl(queueUrl(queue)).receiptHandle(message.receiptHandle())));
        return messages;
    }

    private String queueUrl(String name) {
        return cloud.endpoint() + "/000000000000/" + name;
    }
}
