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
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionEventInvokeConfig;
import software.amazon.awssdk.services.lambda.model.GetFunctionEventInvokeConfigResponse;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ListFunctionEventInvokeConfigsResponse;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The engine with a small assembly, through AWS's own SDK. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalCloudIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String ARN = "arn:aws:%s:us-east-1:000000000000:%s";

    private final Path directory;
    private final Notes notes;
    private final LocalCloud cloud;
    private final SqsClient sqs;
    private final SnsClient sns;
    private final DynamoDbClient dynamoDb;
    private final DynamoDbStreamsClient streams;
    private final LambdaClient lambda;
    private final EventBridgeClient events;

    LocalCloudIT(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.notes = new Notes(directory.resolve("notes"));
        ProbePackage.create(directory.resolve("cdk.out/asset.code"), SQSEvent.class, org.joda.time.DateTime.class);
        Path assembly = AssemblyFiles.in(directory.resolve("cdk.out"))
                .stack("probe", template())
                .write();
        this.cloud = LocalCloud.start(assembly, LambdaOptions.in(directory.resolve("work")));
        this.sqs = client(SqsClient.builder());
        this.sns = client(SnsClient.builder());
        this.dynamoDb = client(DynamoDbClient.builder());
        this.streams = client(DynamoDbStreamsClient.builder());
        this.lambda = client(LambdaClient.builder());
        this.events = client(EventBridgeClient.builder());
    }

    private String template() {
        return """
                {"Resources": {
                  %s,
                  "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "events"}},
                  "Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "work", "VisibilityTimeout": 60,
                    "RedrivePolicy": {"deadLetterTargetArn": {"Fn::GetAtt": ["Dead", "Arn"]}, "maxReceiveCount": 3}}},
                  "Dead": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "work-dlq"}},
                  "Policy": {"Type": "AWS::SQS::QueuePolicy", "Properties": {"Queues": [{"Ref": "Queue"}], "PolicyDocument": {
                    "Statement": [{"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage",
                      "Resource": {"Fn::GetAtt": ["Queue", "Arn"]}}]}}},
                  "Subscription": {"Type": "AWS::SNS::Subscription", "Properties": {"Protocol": "sqs", "RawMessageDelivery": true,
                    "TopicArn": {"Ref": "Topic"}, "Endpoint": {"Fn::GetAtt": ["Queue", "Arn"]},
                    "FilterPolicy": {"type": ["wanted"]}}},
                  "Table": {"Type": "AWS::DynamoDB::Table", "Properties": {"TableName": "things",
                    "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
                    "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}], "BillingMode": "PAY_PER_REQUEST",
                    "StreamSpecification": {"StreamViewType": "NEW_AND_OLD_IMAGES"}}},
                  "Consumer": {"Type": "AWS::Lambda::Function", "Properties": {"Role": {"Fn::GetAtt": ["Role", "Arn"]}, "FunctionName": "consumer", "Runtime": "java25",
                    "Handler": "faas.localcloud.probe.SqsProbe", "Code": {"S3Key": "code.zip"}, "MemorySize": 256,
                    "Timeout": 20, "Environment": {"Variables": {"%s": "%s"}}}},
                  "Echo": {"Type": "AWS::Lambda::Function", "Properties": {"Role": {"Fn::GetAtt": ["Role", "Arn"]}, "FunctionName": "echo", "Runtime": "java25",
                    "Handler": "faas.localcloud.probe.EchoProbe", "Code": {"S3Key": "code.zip"}, "MemorySize": 256,
                    "Timeout": 20, "Environment": {"Variables": {"STREAM": {"Fn::GetAtt": ["Table", "StreamArn"]}}}}},
                  "Failures": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "failures"}},
                  "Notifier": {"Type": "AWS::Lambda::Function", "Properties": {"Role": {"Fn::GetAtt": ["Role", "Arn"]}, "FunctionName": "notifier", "Runtime": "java25",
                    "Handler": "faas.localcloud.probe.AsyncProbe", "Code": {"S3Key": "code.zip"}, "MemorySize": 256,
                    "Timeout": 20, "ReservedConcurrentExecutions": 1, "Environment": {"Variables": {"%s": "%s-async"}}}},
                  "NotifierVersion": {"Type": "AWS::Lambda::Version", "Properties": {"FunctionName": {"Ref": "Notifier"}}},
                  "NotifierAlias": {"Type": "AWS::Lambda::Alias", "Properties": {"Name": "live", "FunctionName":
                    {"Ref": "Notifier"}, "FunctionVersion": {"Fn::GetAtt": ["NotifierVersion", "Version"]}}},
                  "NotifierConfig": {"Type": "AWS::Lambda::EventInvokeConfig", "DependsOn": "NotifierAlias", "Properties": {
                    "FunctionName": {"Ref": "Notifier"}, "Qualifier": "live", "MaximumRetryAttempts": 0, "DestinationConfig": {
                      "OnFailure": {"Destination": {"Fn::GetAtt": ["Failures", "Arn"]}}}}},
                  "NotifierVersionConfig": {"Type": "AWS::Lambda::EventInvokeConfig", "Properties": {"FunctionName":
                    {"Ref": "Notifier"}, "Qualifier": {"Fn::GetAtt": ["NotifierVersion", "Version"]}, "MaximumRetryAttempts": 1}},
                  "NotifierPermission": {"Type": "AWS::Lambda::Permission", "Properties": {"FunctionName":
                    {"Ref": "NotifierAlias"}, "Action": "lambda:InvokeFunction", "Principal": "sns.amazonaws.com",
                    "SourceArn": {"Ref": "Topic"}}},
                  "NotifierSubscription": {"Type": "AWS::SNS::Subscription", "Properties": {"Protocol": "lambda",
                    "TopicArn": {"Ref": "Topic"}, "Endpoint": {"Ref": "NotifierAlias"}, "FilterPolicy": {"type": ["notify"]}}},
                  "Nightly": {"Type": "AWS::Events::Rule", "Properties": {"Name": "nightly", "State": "DISABLED",
                    "ScheduleExpression": "cron(0 3 * * ? *)", "Targets": [{"Id": "Target0", "Arn": {"Ref": "NotifierAlias"},
                      "Input": "{\\"all\\": true}"}]}},
                  "NightlyPermission": {"Type": "AWS::Lambda::Permission", "Properties": {"FunctionName":
                    {"Ref": "NotifierAlias"}, "Action": "lambda:InvokeFunction", "Principal": "events.amazonaws.com",
                    "SourceArn": {"Fn::GetAtt": ["Nightly", "Arn"]}}},
                  "Mapping": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {"FunctionName": {"Ref": "Consumer"},
                    "EventSourceArn": {"Fn::GetAtt": ["Queue", "Arn"]}, "BatchSize": 10,
                    "FunctionResponseTypes": ["ReportBatchItemFailures"]}},
                  "Url": {"Type": "AWS::Lambda::Url", "Properties": {"TargetFunctionArn": {"Fn::GetAtt": ["Echo", "Arn"]},
                    "AuthType": "AWS_IAM"}}},
                 "Outputs": {"TopicArn": {"Value": {"Ref": "Topic"}}, "QueueUrl": {"Value": {"Ref": "Queue"}},
                   "EchoUrl": {"Value": {"Fn::GetAtt": ["Url", "FunctionUrl"]}}}}""".formatted(AssemblyFiles.ROLE, notes.variable(), notes.file(), notes.variable(), notes.file());
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder) {
        return client(builder, cloud.credentials().accessKeyId());
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder, String accessKeyId) {
        return builder.endpointOverride(cloud.endpoint())
                .region(Region.of(cloud.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        accessKeyId, cloud.credentials().secretAccessKey())))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @BeforeAll
    void publish() {
        sns.publishBatch(request -> request.topicArn(cloud.outputs().get("TopicArn"))
                .publishBatchRequestEntries(
                        entry("1", "first", "wanted"),
                        entry("2", "other", "unwanted"),
                        entry("3", "second", "wanted")));
    }

    @AfterAll
    void stop() {
        cloud.close();
    }

    private static PublishBatchRequestEntry entry(String id, String message, String type) {
        return PublishBatchRequestEntry.builder()
                .id(id)
                .message(message)
                .messageAttributes(Map.of("type", text(type)))
                .build();
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }

    @Test
    void a_published_message_reaches_the_function_through_filter_queue_and_mapping() {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(notes.words()).containsExactlyInAnyOrder("first#1", "second#1"));
        await().atMost(LIMIT).untilAsserted(() -> {
            JsonNode records = Json.parse(get("/_local-cloud/records"));
            assertThat(records.path("queues").findValuesAsText("name")).contains("work", "work-dlq");
            assertThat(cloud.records().queues().received("work")).isEqualTo(2);
            assertThat(named(records.path("functions"), "consumer")
                            .path("events")
                            .asInt())
                    .isEqualTo(2);
            assertThat(named(records.path("functions"), "consumer")
                            .path("trigger")
                            .asText())
                    .isEqualTo("sqs");
        });
    }

    @Test
    void a_queue_subscribed_at_run_time_gets_notifications_once_its_policy_admits_the_topic() {
        String topic = sns.createTopic(request -> request.name("late")).topicArn();
        String url = sqs.createQueue(request -> request.queueName("late")).queueUrl();
        String dead = sqs.createQueue(request -> request.queueName("late-dlq")
                        .attributes(Map.of(QueueAttributeName.POLICY, admitting("late-dlq"))))
                .queueUrl();
        sns.subscribe(request -> request.topicArn(topic)
                .protocol("sqs")
                .endpoint(ARN.formatted("sqs", "late"))
                .attributes(Map.of(
                        "RedrivePolicy", "{\"deadLetterTargetArn\": \"" + ARN.formatted("sqs", "late-dlq") + "\"}")));

        sns.publish(request -> request.topicArn(topic).message("refused"));
        assertThat(receive(dead).body()).contains("\"Message\":\"refused\"");
        assertThat(cloud.records().queues().deadLettered("late")).isEqualTo(1);

        sqs.setQueueAttributes(
                request -> request.queueUrl(url).attributes(Map.of(QueueAttributeName.POLICY, admitting("late"))));
        sns.publish(request -> request.topicArn(topic).message("admitted").subject("about"));

        JsonNode notification = Json.parse(receive(url).body());
        assertThat(notification.path("Message").asText()).isEqualTo("admitted");
        assertThat(notification.path("Subject").asText()).isEqualTo("about");
        assertThat(sqs.getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                        .attributes())
                .containsKeys(QueueAttributeName.POLICY, QueueAttributeName.VISIBILITY_TIMEOUT);
        assertThat(sns.listSubscriptionsByTopic(request -> request.topicArn(topic))
                        .subscriptions())
                .hasSize(1);
    }

    @Test
    void a_message_received_too_often_counts_as_dead_letter_of_its_queue() {
        sqs.createQueue(request -> request.queueName("poison-dlq"));
        String url = sqs.createQueue(request -> request.queueName("poison")
                        .attributes(Map.of(
                                QueueAttributeName.VISIBILITY_TIMEOUT,
                                "0",
                                QueueAttributeName.REDRIVE_POLICY,
                                "{\"maxReceiveCount\": 1, \"deadLetterTargetArn\": \""
                                        + ARN.formatted("sqs", "poison-dlq") + "\"}")))
                .queueUrl();
        sqs.sendMessage(request -> request.queueUrl(url).messageBody("poison"));

        await().atMost(LIMIT).untilAsserted(() -> {
            sqs.receiveMessage(request -> request.queueUrl(url));
            assertThat(cloud.records().queues().deadLettered("poison")).isEqualTo(1);
        });
        assertThat(cloud.records().queues().received("poison-dlq")).isEqualTo(1);
        assertThat(cloud.records().queues().deadLettered("poison-dlq")).isZero();
    }

    @Test
    void what_sns_refuses_has_the_name_that_aws_gives_it() {
        assertThatThrownBy(() -> sns.publish(request ->
                        request.topicArn(ARN.formatted("sns", "none")).message("m")))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> sns.publish(request ->
                        request.topicArn(ARN.formatted("sns", "events")).message("m".repeat(256 * 1024 + 1))))
                .isInstanceOf(SnsException.class)
                .hasMessageContaining("Message too long");
    }

    @Test
    void tables_and_streams_have_arns_of_the_engines_region() {
        dynamoDb.putItem(request ->
                request.tableName("things").item(Map.of("id", AttributeValue.fromS("arn:aws:dynamodb:ddblocal:"))));

        String stream = dynamoDb.describeTable(request -> request.tableName("things"))
                .table()
                .latestStreamArn();
        assertThat(stream).startsWith(ARN.formatted("dynamodb", "table/things/stream/"));
        String shard = streams.describeStream(request -> request.streamArn(stream))
                .streamDescription()
                .shards()
                .getFirst()
                .shardId();
        await().atMost(LIMIT).untilAsserted(() -> {
            String iterator = streams.getShardIterator(request ->
                            request.streamArn(stream).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                    .shardIterator();
            List<Record> records = streams.getRecords(request -> request.shardIterator(iterator))
                    .records();
            assertThat(records).extracting(Record::awsRegion).contains("us-east-1");
            assertThat(records.getFirst().dynamodb().keys())
                    .containsEntry("id", AttributeValue.fromS("arn:aws:dynamodb:ddblocal:"));
        });
    }

    @Test
    void a_transaction_is_refused_where_a_test_asked_for_conflicts() {
        cloud.faults().dynamoDb().conflictOnShareOfTransactions(1, 1);
        try {
            TransactWriteItem put = TransactWriteItem.builder()
                    .put(item -> item.tableName("things").item(Map.of("id", AttributeValue.fromS("c"))))
                    .build();
            assertThatThrownBy(() -> dynamoDb.transactWriteItems(request -> request.transactItems(List.of(put))))
                    .isInstanceOfSatisfying(
                            TransactionCanceledException.class,
                            e -> assertThat(e.cancellationReasons().getFirst().code())
                                    .isEqualTo("TransactionConflict"));
        } finally {
            cloud.faults().dynamoDb().conflictOnShareOfTransactions(0, 1);
        }
    }

    @Test
    void a_function_is_invoked_and_knows_its_engine() {
        InvokeResponse response = lambda.invoke(
                request -> request.functionName("echo").payload(SdkBytes.fromUtf8String("\"environment\"")));

        JsonNode environment = Json.parse(response.payload().asByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(environment.path("AWS_ENDPOINT_URL").asText())
                .isEqualTo(cloud.endpoint().toString());
        assertThat(environment.path("STREAM").asText()).startsWith(ARN.formatted("dynamodb", "table/things/stream/2"));
        assertThat(environment.path("AWS_ACCESS_KEY_ID").asText())
                .isNotEqualTo(cloud.credentials().accessKeyId());
    }

    @Test
    void a_function_that_throws_and_one_that_is_not_there_are_told_apart() {
        assertThat(lambda.invoke(request -> request.functionName("echo").payload(SdkBytes.fromUtf8String("\"throw\"")))
                        .functionError())
                .isEqualTo("Unhandled");
        assertThatThrownBy(() -> lambda.invoke(request -> request.functionName("none")))
                .isInstanceOf(software.amazon.awssdk.services.lambda.model.ResourceNotFoundException.class);
    }

    @Test
    void a_payload_that_is_not_json_is_refused_before_the_function_sees_it() {
        assertThatThrownBy(() -> lambda.invoke(
                        request -> request.functionName("echo").payload(SdkBytes.fromUtf8String("no JSON"))))
                .isInstanceOf(software.amazon.awssdk.services.lambda.model.InvalidRequestContentException.class);
    }

    @Test
    void the_caller_gets_the_request_id_that_the_function_knows_and_the_function_the_arn_that_was_invoked() {
        InvokeResponse response =
                lambda.invoke(request -> request.functionName("echo").payload(SdkBytes.fromUtf8String("\"context\"")));

        JsonNode context = Json.parse(response.payload().asByteArray());
        assertThat(response.responseMetadata().requestId())
                .isEqualTo(context.path("requestId").asText());
        assertThat(context.path("arn").asText()).isEqualTo(ARN.formatted("lambda", "function:echo"));
    }

    @Test
    void an_asynchronous_invocation_is_answered_at_once_and_its_failure_ends_in_the_destination() {
        InvokeResponse response = lambda.invoke(request -> request.functionName("notifier:live")
                .invocationType(InvocationType.EVENT)
                .payload(SdkBytes.fromUtf8String("\"fail 9\"")));

        assertThat(response.statusCode()).isEqualTo(202);
        String url = sqs.getQueueUrl(request -> request.queueName("failures")).queueUrl();
        JsonNode invocationRecord = Json.parse(receive(url).body());
        assertThat(invocationRecord.at("/requestContext/functionArn").asText())
                .isEqualTo(ARN.formatted("lambda", "function:notifier:live"));
        assertThat(invocationRecord.at("/requestContext/condition").asText()).isEqualTo("RetriesExhausted");
        assertThat(invocationRecord.at("/responseContext/executedVersion").asText())
                .isEqualTo("1");
        // Counted once it was sent, which may be after it was received.
        await().atMost(LIMIT)
                .until(() -> named(Json.parse(get("/_local-cloud/records")).path("functions"), "notifier")
                                .path("asyncToDestination")
                                .asInt()
                        == 1);
        JsonNode records = Json.parse(get("/_local-cloud/records"));
        assertThat(named(records.path("queues"), "failures")
                        .path("deadLettered")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void how_asynchronous_events_are_handled_is_told_of_one_qualifier_and_page_by_page_of_all() {
        GetFunctionEventInvokeConfigResponse ofAlias = lambda.getFunctionEventInvokeConfig(
                request -> request.functionName("notifier").qualifier("live"));
        ListFunctionEventInvokeConfigsResponse first = lambda.listFunctionEventInvokeConfigs(
                request -> request.functionName("notifier").maxItems(1));
        ListFunctionEventInvokeConfigsResponse second = lambda.listFunctionEventInvokeConfigs(
                request -> request.functionName("notifier").maxItems(1).marker(first.nextMarker()));

        assertThat(ofAlias.functionArn()).isEqualTo(ARN.formatted("lambda", "function:notifier:live"));
        assertThat(ofAlias.maximumRetryAttempts()).isZero();
        assertThat(ofAlias.destinationConfig().onFailure().destination()).startsWith("arn:aws:sqs:");
        assertThat(List.of(first, second))
                .flatExtracting(ListFunctionEventInvokeConfigsResponse::functionEventInvokeConfigs)
                .extracting(FunctionEventInvokeConfig::functionArn)
                .containsExactly(
                        ARN.formatted("lambda", "function:notifier:1"),
                        ARN.formatted("lambda", "function:notifier:live"));
        assertThat(second.nextMarker()).isNull();
        assertThatThrownBy(() -> lambda.getFunctionEventInvokeConfig(request -> request.functionName("notifier")))
                .isInstanceOf(software.amazon.awssdk.services.lambda.model.ResourceNotFoundException.class)
                .hasMessageContaining("function:notifier:$LATEST doesn't have an EventInvokeConfig");
    }

    @Test
    void a_published_message_that_passes_the_filter_invokes_the_subscribed_function() {
        String topic = cloud.outputs().get("TopicArn");
        sns.publishBatch(request -> request.topicArn(topic)
                .publishBatchRequestEntries(entry("1", "not for it", "other"), entry("2", "for it", "notify")));

        Notes notified = new Notes(Path.of(notes.file() + "-async"));
        String line = await().atMost(LIMIT)
                .until(
                        () -> notified.lines().stream()
                                .filter(text -> text.contains("aws:sns"))
                                .toList(),
                        lines -> !lines.isEmpty())
                .getFirst();
        JsonNode event = Json.parse(line.substring(line.indexOf(' ')));
        assertThat(event.path("Records")).hasSize(1);
        assertThat(event.at("/Records/0/Sns/Message").asText()).isEqualTo("for it");
        assertThat(event.at("/Records/0/Sns/TopicArn").asText()).isEqualTo(topic);
        assertThat(event.at("/Records/0/Sns/MessageAttributes/type/Value").asText())
                .isEqualTo("notify");
        assertThat(named(Json.parse(get("/_local-cloud/records")).path("functions"), "notifier")
                        .path("trigger")
                        .asText())
                .isEqualTo("sns");
    }

    @Test
    void a_function_subscribed_at_run_time_without_a_permission_gets_nothing_and_its_dead_letter_queue_all() {
        String topic = sns.createTopic(request -> request.name("refusing")).topicArn();
        String dead = sqs.createQueue(request -> request.queueName("refusing-dlq")
                        .attributes(Map.of(QueueAttributeName.POLICY, admitting("refusing-dlq"))))
                .queueUrl();
        sns.subscribe(request -> request.topicArn(topic)
                .protocol("lambda")
                .endpoint(ARN.formatted("lambda", "function:notifier:live"))
                .attributes(Map.of(
                        "RedrivePolicy",
                        "{\"deadLetterTargetArn\": \"" + ARN.formatted("sqs", "refusing-dlq") + "\"}")));

        sns.publish(request -> request.topicArn(topic).message("refused"));

        assertThat(receive(dead).body()).contains("\"Type\":\"Notification\"", "\"Message\":\"refused\"");
        assertThat(sns.listSubscriptionsByTopic(request -> request.topicArn(topic))
                        .subscriptions()
                        .getFirst()
                        .protocol())
                .isEqualTo("lambda");
    }

    @Test
    void rules_are_told_with_their_targets_and_switched() {
        assertThat(events.listRules(request -> request.namePrefix("night")).rules())
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.arn()).isEqualTo(ARN.formatted("events", "rule/nightly"));
                    assertThat(rule.scheduleExpression()).isEqualTo("cron(0 3 * * ? *)");
                    assertThat(rule.state()).isEqualTo(RuleState.DISABLED);
                });
        assertThat(events.listRules(request -> request.namePrefix("day")).rules())
                .isEmpty();
        assertThat(events.listTargetsByRule(request -> request.rule("nightly")).targets())
                .containsExactly(Target.builder()
                        .id("Target0")
                        .arn(ARN.formatted("lambda", "function:notifier:live"))
                        .input("{\"all\": true}")
                        .build());

        events.enableRule(request -> request.name("nightly"));
        assertThat(events.describeRule(request -> request.name("nightly")).state())
                .isEqualTo(RuleState.ENABLED);
        events.disableRule(request -> request.name("nightly"));
        assertThat(events.describeRule(request -> request.name("nightly")).state())
                .isEqualTo(RuleState.DISABLED);

        assertThatThrownBy(() -> events.describeRule(request -> request.name("none")))
                .isInstanceOf(software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException.class);
        assertThatThrownBy(() -> events.listEventBuses(request -> request.limit(1)))
                .hasMessageContaining("ListEventBuses is not carried out");
    }

    @Test
    void an_invocation_beyond_the_functions_concurrency_is_refused_with_the_reason() {
        CompletableFuture<InvokeResponse> running = CompletableFuture.supplyAsync(
                () -> lambda.invoke(
                        request -> request.functionName("notifier:live").payload(SdkBytes.fromUtf8String("\"hang\""))),
                task -> Thread.ofVirtual().start(task));
        Notes notified = new Notes(Path.of(notes.file() + "-async"));
        await().atMost(LIMIT).until(() -> notified.lines().stream().anyMatch(line -> line.endsWith("\"hang\"")));
        try {
            assertThatThrownBy(() -> lambda.invoke(request -> request.functionName("notifier:live")))
                    .isInstanceOfSatisfying(
                            TooManyRequestsException.class,
                            e -> assertThat(e.reasonAsString())
                                    .isEqualTo("ReservedFunctionConcurrentInvocationLimitExceeded"));
        } finally {
            cloud.faults().lambda().killEnvironmentsOf("notifier");
        }
        assertThat(running.join().functionError()).isEqualTo("Unhandled");
        assertThat(named(Json.parse(get("/_local-cloud/records")).path("functions"), "notifier")
                        .path("throttles")
                        .asInt())
                .isPositive();
    }

    @Test
    void what_lambda_refuses_has_the_name_that_aws_gives_it() {
        assertThatThrownBy(() -> lambda.invoke(request -> request.functionName("echo")
                        .invocationType(InvocationType.EVENT)
                        .payload(SdkBytes.fromUtf8String("no json"))))
                .isInstanceOf(InvalidRequestContentException.class);
        assertThatThrownBy(() -> lambda.invoke(request -> request.functionName("echo")
                        .invocationType(InvocationType.EVENT)
                        .payload(SdkBytes.fromUtf8String("\"" + "x".repeat(1024 * 1024) + "\""))))
                .isInstanceOf(RequestTooLargeException.class);
        assertThatThrownBy(() ->
                        lambda.invoke(request -> request.functionName("none").invocationType(InvocationType.EVENT)))
                .isInstanceOf(software.amazon.awssdk.services.lambda.model.ResourceNotFoundException.class);
        assertThat(lambda.invoke(request -> request.functionName("echo").invocationType(InvocationType.DRY_RUN))
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void functions_and_mappings_are_listed() {
        assertThat(lambda.listFunctions().functions())
                .extracting(function -> function.functionName())
                .containsExactlyInAnyOrder("consumer", "echo", "notifier");
        assertThat(lambda.getFunction(request -> request.functionName("consumer"))
                        .configuration()
                        .memorySize())
                .isEqualTo(256);
        assertThat(lambda.listEventSourceMappings(request -> request.functionName("consumer"))
                        .eventSourceMappings())
                .singleElement()
                .satisfies(mapping -> assertThat(mapping.eventSourceArn()).isEqualTo(ARN.formatted("sqs", "work")));
    }

    @Test
    void a_key_of_another_engine_is_refused() {
        try (DynamoDbClient stranger = client(DynamoDbClient.builder(), "AKIASTRANGER")) {
            assertThatThrownBy(stranger::listTables).isInstanceOfSatisfying(DynamoDbException.class, e -> {
                assertThat(e.statusCode()).isEqualTo(403);
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("UnrecognizedClientException");
            });
        }
    }

    @Test
    void outputs_hold_what_became_known_last() {
        assertThat(cloud.outputs().get("EchoUrl")).matches("http://127\\.0\\.0\\.1:[0-9]+/");
        assertThat(cloud.outputs()).containsEntry("QueueUrl", cloud.endpoint() + "/000000000000/work");
        assertThat(get("/_local-cloud/ready")).isEqualTo("{\"ready\":true}");
        assertThat(directory).isDirectory();
    }

    private String get(String path) {
        try (var input = URI.create(cloud.endpoint() + path).toURL().openStream()) {
            return new String(input.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Message receive(String queueUrl) {
        return await().atMost(LIMIT)
                .until(
                        () -> sqs.receiveMessage(
                                        request -> request.queueUrl(queueUrl).waitTimeSeconds(2))
                                .messages(),
                        messages -> !messages.isEmpty())
                .getFirst();
    }

    private static JsonNode named(JsonNode list, String name) {
        for (JsonNode element : list) {
            if (element.path("name").asText().equals(name)) {
                return element;
            }
        }
        throw new AssertionError("no " + name + " in " + list);
    }

    /** A policy that lets SNS send to the queue for any topic. */
    private static String admitting(String queue) {
        return """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"},
                  "Action": "sqs:SendMessage", "Resource": "%s"}]}""".formatted(ARN.formatted("sqs", queue));
    }
}
