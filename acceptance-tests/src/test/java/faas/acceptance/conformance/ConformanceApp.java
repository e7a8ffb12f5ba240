package faas.acceptance.conformance;

import faas.acceptance.engine.Variation;
import faas.acceptance.probe.ProbePackage;
import faas.infra.CloudAssembly;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.StreamViewType;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.EventInvokeConfigOptions;
import software.amazon.awscdk.services.lambda.EventSourceMapping;
import software.amazon.awscdk.services.lambda.FilterCriteria;
import software.amazon.awscdk.services.lambda.FilterRule;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.FunctionUrlAuthType;
import software.amazon.awscdk.services.lambda.FunctionUrlOptions;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.StartingPosition;
import software.amazon.awscdk.services.lambda.destinations.SqsDestination;
import software.amazon.awscdk.services.lambda.eventsources.SqsDlq;
import software.amazon.awscdk.services.lambda.eventsources.SqsEventSource;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.LambdaSubscription;
import software.amazon.awscdk.services.sqs.Queue;

/**
 * One function behind every kind of trigger, each with the settings whose effect is looked at. It is declared with
 * CDK's own constructs: those of infra-cdk refuse what is not good for a service, and some of that is what a probe is
 * after.
 */
public final class ConformanceApp implements Variation {

    /** In front of every physical name. */
    public static final String STAGE = "conformance";

    static final String FUNCTION = STAGE + "-Scripted";
    /** Of the function's version 1. Every trigger but one URL is the function's itself. */
    static final String ALIAS = "live";

    static final int MEMORY_MIB = 256;
    static final java.time.Duration TIMEOUT = java.time.Duration.ofSeconds(3);

    /** Of the queues whose messages come again. */
    static final java.time.Duration VISIBILITY_TIMEOUT = java.time.Duration.ofSeconds(8);

    /** Of the queue that gathers its batches for long. */
    static final java.time.Duration WINDOW = java.time.Duration.ofSeconds(8);

    private static final java.time.Duration LONG = java.time.Duration.ofSeconds(30);

    static final int BATCH_SIZE = 10;
    static final int MAXIMUM_CONCURRENCY = 2;

    /** Of the mapping that splits. */
    static final int SPLITTING_RETRIES = 2;

    /** Of the mapping that takes the batch as a whole. */
    static final int WHOLE_RETRIES = 1;

    @Override
    public String stage() {
        return STAGE;
    }

    @Override
    public Path synthesize() {
        write(ROOT, directory());
        return directory();
    }

    private static void write(Path root, Path out) {
        var app = new App(AppProps.builder()
                .outdir(out.toString())
                .stackTraces(false)
                .treeMetadata(false)
                .analyticsReporting(false)
                .build());
        var stack = new Stack(app, STAGE);
        var deliveries = table(stack, "Deliveries").build();
        var function = Function.Builder.create(stack, "Scripted")
                .functionName(FUNCTION)
                .runtime(Runtime.JAVA_25)
                .code(Code.fromAsset(ProbePackage.assemble(root).toString()))
                .handler(ScriptedHandler.class.getName())
                .memorySize(MEMORY_MIB)
                .timeout(seconds(TIMEOUT))
                .environment(Map.of("DELIVERIES_TABLE", deliveries.getTableName()))
                .build();
        deliveries.grantReadWriteData(function);
        output(stack, "DeliveriesTableName", deliveries.getTableName());
        queues(stack, function);
        streams(stack, function);
        var topic =
                Topic.Builder.create(stack, "Topic").topicName(STAGE + "-topic").build();
        topic.addSubscription(new LambdaSubscription(function));
        output(stack, "TopicArn", topic.getTopicArn());
        function.configureAsyncInvoke(EventInvokeConfigOptions.builder()
                .onFailure(new SqsDestination(queue(stack, "Failures")))
                .onSuccess(new SqsDestination(queue(stack, "Successes")))
                .retryAttempts(2)
                .build());
        var url = function.addFunctionUrl(
                FunctionUrlOptions.builder().authType(FunctionUrlAuthType.NONE).build());
        output(stack, "FunctionUrl", url.getUrl());
        var alias = Alias.Builder.create(stack, "Live")
                .aliasName(ALIAS)
                .version(function.getCurrentVersion())
                .build();
        var signed = alias.addFunctionUrl(FunctionUrlOptions.builder()
                .authType(FunctionUrlAuthType.AWS_IAM)
                .build());
        output(stack, "SignedUrl", signed.getUrl());
        CloudAssembly.write(app);
    }

    private static void queues(Stack stack, Function function) {
        function.addEventSource(SqsEventSource.Builder.create(queue(stack, "Reporting"))
                .batchSize(BATCH_SIZE)
                .maxBatchingWindow(Duration.seconds(1))
                .reportBatchItemFailures(true)
                .build());
        // Nothing of it is to come again, so a slow machine has longer to tell so.
        function.addEventSource(SqsEventSource.Builder.create(queue(stack, "Filtered", LONG))
                .batchSize(BATCH_SIZE)
                .maxBatchingWindow(Duration.seconds(1))
                .filters(List.of(filter(Map.of("body", Map.of("kind", FilterRule.isEqual("wanted"))))))
                .build());
        function.addEventSource(SqsEventSource.Builder.create(queue(stack, "Absent"))
                .batchSize(BATCH_SIZE)
                .filters(List.of(filter(Map.of("body", Map.of("absent", FilterRule.notExists())))))
                .build());
        function.addEventSource(SqsEventSource.Builder.create(queue(stack, "Gathered", LONG))
                .batchSize(BATCH_SIZE)
                .maxBatchingWindow(seconds(WINDOW))
                .build());
        function.addEventSource(SqsEventSource.Builder.create(queue(stack, "Limited", LONG))
                .batchSize(1)
                .maxConcurrency(MAXIMUM_CONCURRENCY)
                .build());
    }

    private static void streams(Stack stack, Function function) {
        mapping(stack, "Split", function)
                .retryAttempts(SPLITTING_RETRIES)
                .bisectBatchOnError(true)
                .reportBatchItemFailures(true)
                .onFailure(new SqsDlq(queue(stack, "SplitDiscarded")))
                .build();
        mapping(stack, "Whole", function)
                .retryAttempts(WHOLE_RETRIES)
                .onFailure(new SqsDlq(queue(stack, "Discarded")))
                .filters(List.of(image("wanted"), filter(Map.of("eventName", FilterRule.isEqual("REMOVE")))))
                .build();
    }

    /** Of a table whose name is the output {@code <id>TableName}. */
    private static EventSourceMapping.Builder mapping(Stack stack, String id, Function function) {
        var table = table(stack, id)
                .sortKey(Attribute.builder()
                        .name("sk")
                        .type(AttributeType.STRING)
                        .build())
                .stream(StreamViewType.NEW_AND_OLD_IMAGES)
                .timeToLiveAttribute("expiresAt")
                .build();
        output(stack, id + "TableName", table.getTableName());
        table.grantStreamRead(function);
        return EventSourceMapping.Builder.create(stack, id + "Mapping")
                .target(function)
                .eventSourceArn(table.getTableStreamArn())
                .startingPosition(StartingPosition.TRIM_HORIZON)
                .batchSize(BATCH_SIZE)
                .maxBatchingWindow(Duration.seconds(1));
    }

    private static Map<String, Object> image(String kind) {
        return filter(Map.of("dynamodb", Map.of("NewImage", Map.of("kind", Map.of("S", FilterRule.isEqual(kind))))));
    }

    private static Map<String, Object> filter(Map<String, Object> pattern) {
        return FilterCriteria.filter(pattern);
    }

    private static Table.Builder table(Stack stack, String id) {
        return Table.Builder.create(stack, id)
                .tableName(STAGE + "-" + id)
                .partitionKey(Attribute.builder()
                        .name("pk")
                        .type(AttributeType.STRING)
                        .build())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .removalPolicy(RemovalPolicy.DESTROY);
    }

    private static Queue queue(Stack stack, String id) {
        return queue(stack, id, VISIBILITY_TIMEOUT);
    }

    /** Its URL is the output {@code <id>QueueUrl}. */
    private static Queue queue(Stack stack, String id, java.time.Duration visibilityTimeout) {
        var queue = Queue.Builder.create(stack, id)
                .queueName(STAGE + "-" + id)
                .visibilityTimeout(seconds(visibilityTimeout))
                .build();
        output(stack, id + "QueueUrl", queue.getQueueUrl());
        return queue;
    }

    private static Duration seconds(java.time.Duration duration) {
        return Duration.seconds(duration.toSeconds());
    }

    private static void output(Stack stack, String key, String value) {
        CfnOutput.Builder.create(stack, key).value(value).build();
    }
}
