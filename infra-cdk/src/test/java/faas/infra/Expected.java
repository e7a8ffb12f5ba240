package faas.infra;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the tests of a context expect of resources that its constructs declare, in the words of {@link Synthesized}. */
public final class Expected {
    private Expected() {}

    /** The mapping of a relay that reads a table's stream. */
    public static Map<String, Object> relay(String function, String table) {
        return measured(Map.of(
                "EventSourceArn",
                "${%s/Table.StreamArn}".formatted(table),
                "FunctionName",
                aliasOf(function),
                "StartingPosition",
                "TRIM_HORIZON",
                "BatchSize",
                100,
                "MaximumBatchingWindowInSeconds",
                0,
                "MaximumRetryAttempts",
                10_000,
                "MaximumRecordAgeInSeconds",
                6 * 60 * 60,
                "BisectBatchOnFunctionError",
                true,
                "DestinationConfig",
                Map.of("OnFailure", Map.of("Destination", "${%s/Failures/Queue.Arn}".formatted(function))),
                "FunctionResponseTypes",
                List.of("ReportBatchItemFailures")));
    }

    /** The mapping of a function's own queue. */
    public static Map<String, Object> queueMapping(String function, int batchSize, int windowSeconds) {
        return measured(Map.of(
                "EventSourceArn",
                "${%s/Work/Queue.Arn}".formatted(function),
                "FunctionName",
                aliasOf(function),
                "BatchSize",
                batchSize,
                "MaximumBatchingWindowInSeconds",
                windowSeconds,
                "ScalingConfig",
                Map.of("MaximumConcurrency", 2),
                "FunctionResponseTypes",
                List.of("ReportBatchItemFailures")));
    }

    /** Every mapping measures what it polls. */
    private static Map<String, Object> measured(Map<String, Object> mapping) {
        Map<String, Object> all = new TreeMap<>(mapping);
        all.put("MetricsConfig", Map.of("Metrics", List.of("EventCount")));
        return all;
    }

    /** A work queue that gives a message up after five receives. */
    public static Map<String, Object> workQueue(String function, int visibilityTimeoutSeconds) {
        return Map.of(
                "QueueName",
                "demo-" + function,
                "VisibilityTimeout",
                visibilityTimeoutSeconds,
                "MessageRetentionPeriod",
                14 * 24 * 60 * 60,
                "RedrivePolicy",
                Map.of(
                        "deadLetterTargetArn",
                        "${%s/Work/DeadLetters/Queue.Arn}".formatted(function),
                        "maxReceiveCount",
                        5),
                "SqsManagedSseEnabled",
                true);
    }

    /** A queue of given-up messages, which are kept for 14 days. */
    public static Map<String, Object> deadLetterQueue(String name) {
        return Map.of("QueueName", name, "MessageRetentionPeriod", 14 * 24 * 60 * 60, "SqsManagedSseEnabled", true);
    }

    /** A table's properties, without its indexes and time-to-live. */
    public static Map<String, Object> table(String name, String partitionKey) {
        return Map.of(
                "TableName",
                name,
                "BillingMode",
                "PAY_PER_REQUEST",
                "KeySchema",
                List.of(Map.of("AttributeName", partitionKey, "KeyType", "HASH")),
                "StreamSpecification",
                Map.of("StreamViewType", "NEW_AND_OLD_IMAGES"));
    }

    /** An index that holds keys only. */
    public static Map<String, Object> index(String name, String partitionKey, String sortKey) {
        return Map.of(
                "IndexName",
                name,
                "KeySchema",
                List.of(
                        Map.of("AttributeName", partitionKey, "KeyType", "HASH"),
                        Map.of("AttributeName", sortKey, "KeyType", "RANGE")),
                "Projection",
                Map.of("ProjectionType", "KEYS_ONLY"));
    }

    /** A subscription of a function's queue, or of one without a function. */
    public static Map<String, Object> subscription(String group, String topic, Map<String, Object> filter) {
        return Map.of(
                "TopicArn",
                "${%s/Topic}".formatted(topic),
                "Protocol",
                "sqs",
                "Endpoint",
                "${%s/Work/Queue.Arn}".formatted(group),
                "RawMessageDelivery",
                true,
                "FilterPolicy",
                filter,
                "RedrivePolicy",
                Map.of("deadLetterTargetArn", "${%s/Undelivered/Queue.Arn}".formatted(group)));
    }

    /** A filter policy that takes these types. */
    public static Map<String, Object> types(String... types) {
        return Map.of("type", List.of(types));
    }

    /** A function URL of the alias. */
    public static Map<String, Object> url(String function, String authType) {
        return Map.of(
                "AuthType",
                authType,
                "Qualifier",
                "live",
                "TargetFunctionArn",
                "${%s/Service/Function.Arn}".formatted(function));
    }

    /** A rule that starts a function. */
    public static Map<String, Object> schedule(String function, String expression) {
        return Map.of(
                "Name",
                "demo-" + function,
                "ScheduleExpression",
                expression,
                "State",
                "ENABLED",
                "Targets",
                List.of(Map.of("Arn", "${%s/Service/Alias}".formatted(function), "Id", "Target0")));
    }

    /** What a service of AWS needs to invoke a function. */
    public static Map<String, Object> mayInvoke(String function, String principal, String source) {
        return Map.of(
                "Action",
                "lambda:InvokeFunction",
                "FunctionName",
                "${%s/Service/Alias}".formatted(function),
                "Principal",
                principal,
                "SourceArn",
                source);
    }

    /** What everybody needs to call an open URL. */
    public static Map<String, Object> openUrl(String function) {
        return Map.of(
                "Action", "lambda:InvokeFunctionUrl",
                "FunctionName", "${%s/Service/Alias}".formatted(function),
                "FunctionUrlAuthType", "NONE",
                "Principal", "*");
    }

    /** What everybody needs to invoke a function by its open URL. */
    public static Map<String, Object> openFunction(String function) {
        return Map.of(
                "Action",
                "lambda:InvokeFunction",
                "FunctionName",
                "${%s/Service/Alias}".formatted(function),
                "InvokedViaFunctionUrl",
                true,
                "Principal",
                "*");
    }

    /** A function's variables in the demo stage of the system on the class path. */
    public static Map<String, Object> environment(String... namesAndValues) {
        Map<String, Object> environment = new TreeMap<>(Map.of(
                "STAGE", "demo", "METRICS_NAMESPACE", SystemDefinition.load().name()));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return environment;
    }

    /** The permission to write a function's own log. */
    public static String logs(String function) {
        return "logs:CreateLogStream, logs:PutLogEvents on ${%s/Service/Logs.Arn}".formatted(function);
    }

    /** The permission to send traces, which every function has. */
    public static final String TRACES = "xray:PutTraceSegments, xray:PutTelemetryRecords on *";

    /** The permission to take messages from a function's own queue. */
    public static String consumption(String function) {
        return "sqs:ReceiveMessage, sqs:DeleteMessage, sqs:GetQueueAttributes on ${%s/Work/Queue.Arn}"
                .formatted(function);
    }

    /** The permission to invoke a function. */
    public static String invocation(String function) {
        return "lambda:InvokeFunction on ${%s/Service/Alias}".formatted(function);
    }

    /** The permission to send to a function's failure queue. */
    public static String failures(String function) {
        return "sqs:SendMessage on ${%s/Failures/Queue.Arn}".formatted(function);
    }

    /** The permissions of a function that relays a table's changes to a topic. */
    public static List<String> relayPermissions(String function, String table, String topic) {
        return List.of(
                logs(function),
                TRACES,
                "dynamodb:DescribeStream, dynamodb:GetRecords, dynamodb:GetShardIterator on ${%s/Table.StreamArn}"
                        .formatted(table),
                "dynamodb:ListStreams on *",
                failures(function),
                "sns:Publish on ${%s/Topic}".formatted(topic));
    }

    private static String aliasOf(String function) {
        return "select(6, split(:, ${%s/Service/Alias})):live".formatted(function);
    }
}
