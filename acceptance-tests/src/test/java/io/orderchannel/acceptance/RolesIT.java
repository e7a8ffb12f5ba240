package io.orderchannel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import faas.acceptance.engine.EngineKind;
import faas.acceptance.engine.Variation;
import faas.cli.http.Caller;
import faas.cli.http.SignedHttp;
import faas.localcloud.LocalCloud;
import faas.localcloud.lambda.LambdaOptions;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each function's key, used for every action on every resource of the system: only what its role allows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LAMBDA = "/2015-03-31/functions/";

    private static final List<String> TABLE_ACTIONS = List.of(
            "PutItem",
            "GetItem",
            "UpdateItem",
            "DeleteItem",
            "Query",
            "Scan",
            "DescribeTable",
            "DeleteTable",
            "UpdateTable",
            "DescribeTimeToLive",
            "UpdateTimeToLive");

    private static final Map<String, String> TRANSACTION_PARTS = Map.of(
            "Put", "PutItem", "Update", "UpdateItem", "Delete", "DeleteItem", "ConditionCheck", "ConditionCheckItem");

    private static final List<String> QUEUE_ACTIONS = List.of(
            "SendMessage",
            "SendMessageBatch",
            "ReceiveMessage",
            "DeleteMessage",
            "DeleteMessageBatch",
            "ChangeMessageVisibility",
            "ChangeMessageVisibilityBatch",
            "GetQueueAttributes",
            "SetQueueAttributes",
            "PurgeQueue",
            "DeleteQueue",
            "ListQueueTags",
            "TagQueue",
            "UntagQueue",
            "AddPermission",
            "RemovePermission",
            "ListDeadLetterSourceQueues");

    private static final List<String> TOPIC_ACTIONS =
            List.of("Publish", "PublishBatch", "Subscribe", "GetTopicAttributes", "ListSubscriptionsByTopic");

    private static final List<String> SECRET_ACTIONS = List.of("GetSecretValue", "PutSecretValue", "DescribeSecret");

    private static final List<String> RULE_ACTIONS =
            List.of("DescribeRule", "EnableRule", "DisableRule", "ListTargetsByRule");

    private Optional<LocalCloud> started = Optional.empty();

    /**
     * A call that needs one grant.
     *
     * @param action as policies name it
     */
    private record Call(
            String action, String resource, String service, String path, Map<String, String> headers, String body) {

        static Call json(String action, String resource, String target, Object... fields) {
            var input = JSON.createObjectNode();
            for (int i = 0; i < fields.length; i += 2) {
                input.set(String.valueOf(fields[i]), JSON.valueToTree(fields[i + 1]));
            }
            var service = action.substring(0, action.indexOf(':'));
            return new Call(
                    action,
                    resource,
                    service,
                    "/",
                    Map.of("X-Amz-Target", target, "Content-Type", "application/x-amz-json-1.0"),
                    input.toString());
        }

        static Call form(String action, String resource, String form) {
            return new Call(
                    action,
                    resource,
                    action.substring(0, action.indexOf(':')),
                    "/",
                    Map.of("Content-Type", "application/x-www-form-urlencoded"),
                    form);
        }

        static Call function(String action, String arn, String method, String path) {
            return new Call(action, arn, "lambda", path, Map.of("method", method), method.equals("POST") ? "{}" : "");
        }

        HttpResponse<String> send(SignedHttp http, URI endpoint) throws IOException, InterruptedException {
            return http.send(
                    service,
                    headers.getOrDefault("method", "POST"),
                    endpoint.resolve(path),
                    headers.containsKey("method") ? Map.of() : headers,
                    body);
        }
    }

    @BeforeAll
    void start() throws IOException {
        assumeTrue(EngineKind.chosen() == EngineKind.LOCAL, "only the local engine evaluates roles");
        var work = Variation.ROOT.resolve("acceptance-tests/target/engine/RolesIT");
        started = Optional.of(LocalCloud.start(new DemoStage().synthesize(), LambdaOptions.in(work)));
    }

    @AfterAll
    void stop() {
        started.ifPresent(LocalCloud::close);
    }

    Stream<String> functions() throws Exception {
        return names(ask("lambda", "GET", LAMBDA, Map.of(), ""), "Functions", "FunctionName");
    }

    @ParameterizedTest
    @MethodSource("functions")
    void a_key_does_only_what_its_role_allows(String function) throws Exception {
        var role = cloud().roleOf(function);
        var key = cloud().keyOf(function);
        var caller =
                new Caller(cloud().region(), key.accessKeyId(), key.secretAccessKey(), Optional.of(key.sessionToken()));
        var carriedOut = new ArrayList<String>();
        int denied = 0;
        try (var http = new SignedHttp(caller)) {
            for (var call : calls()) {
                if (role.allows(call.action(), call.resource())) {
                    // Not made: it would be carried out.
                    continue;
                }
                var answer = call.send(http, cloud().endpoint());
                if (isDenied(answer, call)) {
                    denied++;
                } else {
                    carriedOut.add(call + ": " + answer.statusCode() + " " + answer.body());
                }
            }
        }
        assertThat(carriedOut).isEmpty();
        assertThat(denied).isGreaterThan(300);
    }

    /** If the calls named resources that there are not, everything would be denied. */
    @Test
    void most_roles_allow_some_of_the_calls() throws Exception {
        var calls = calls();

        assertThat(functions())
                .filteredOn(function -> calls.stream()
                        .anyMatch(call -> cloud().roleOf(function).allows(call.action(), call.resource())))
                .hasSizeGreaterThan(12);
    }

    private static boolean isDenied(HttpResponse<String> answer, Call call) {
        return answer.statusCode() >= 400
                && answer.body()
                        .contains(
                                "is not authorized to perform: " + call.action() + " on resource: " + call.resource());
    }

    private List<Call> calls() throws Exception {
        var calls = new ArrayList<Call>();
        for (var table : names(json("dynamodb", "DynamoDB_20120810.ListTables", "{}"), "TableNames", "")
                .toList()) {
            calls.addAll(onTable(table));
        }
        for (var url : names(json("sqs", "AmazonSQS.ListQueues", "{}"), "QueueUrls", "")
                .toList()) {
            calls.addAll(onQueue(url));
        }
        for (var topic : topics()) {
            TOPIC_ACTIONS.forEach(action -> calls.add(Call.form(
                    "sns:" + action.replace("PublishBatch", "Publish"),
                    topic,
                    "Action=" + action + "&Message=m&TopicArn=" + topic)));
        }
        for (var secret : secrets()) {
            SECRET_ACTIONS.forEach(action -> calls.add(
                    Call.json("secretsmanager:" + action, secret, "secretsmanager." + action, "SecretId", secret)));
        }
        for (var rule : names(json("events", "AWSEvents.ListRules", "{}"), "Rules", "Name")
                .toList()) {
            var arn = "arn:aws:events:us-east-1:000000000000:rule/" + rule;
            RULE_ACTIONS.forEach(action -> calls.add(Call.json(
                    "events:" + action,
                    arn,
                    "AWSEvents." + action,
                    action.equals("ListTargetsByRule") ? "Rule" : "Name",
                    rule)));
        }
        functions().forEach(function -> {
            var arn = "arn:aws:lambda:us-east-1:000000000000:function:" + function;
            for (var qualifier : List.of("", "live", "$LATEST")) {
                var qualified = qualifier.isEmpty() ? arn : arn + ":" + qualifier;
                var query = qualifier.isEmpty() ? "" : "?Qualifier=" + encoded(qualifier);
                calls.add(Call.function(
                        "lambda:InvokeFunction", qualified, "POST", LAMBDA + function + "/invocations" + query));
                calls.add(Call.function(
                        "lambda:InvokeFunction", qualified, "POST", LAMBDA + encoded(qualified) + "/invocations"));
                calls.add(Call.function("lambda:GetFunction", qualified, "GET", LAMBDA + function + query));
            }
        });
        calls.add(Call.function("lambda:ListFunctions", "*", "GET", LAMBDA));
        calls.add(Call.json("dynamodb:ListTables", "*", "DynamoDB_20120810.ListTables"));
        calls.add(Call.json("sqs:ListQueues", "*", "AmazonSQS.ListQueues"));
        calls.add(Call.form("sns:ListTopics", "*", "Action=ListTopics"));
        calls.add(Call.form(
                "sns:Unsubscribe", "*", "Action=Unsubscribe&SubscriptionArn=a&TopicArn=" + topics().getFirst()));
        return calls;
    }

    private List<Call> onTable(String table) throws Exception {
        var arn = "arn:aws:dynamodb:us-east-1:000000000000:table/" + table;
        var calls = new ArrayList<Call>();
        for (var action : TABLE_ACTIONS) {
            calls.add(Call.json("dynamodb:" + action, arn, "DynamoDB_20120810." + action, "TableName", table));
        }
        TRANSACTION_PARTS.forEach((part, action) -> calls.add(Call.json(
                "dynamodb:" + action,
                arn,
                "DynamoDB_20120810.TransactWriteItems",
                "TransactItems",
                List.of(Map.of(part, Map.of("TableName", table))))));
        for (var action : List.of("BatchGetItem", "BatchWriteItem")) {
            calls.add(Call.json(
                    "dynamodb:" + action,
                    arn,
                    "DynamoDB_20120810." + action,
                    "RequestItems",
                    Map.of(table, List.of())));
        }
        calls.add(Call.json(
                "dynamodb:PartiQLSelect",
                "*",
                "DynamoDB_20120810.ExecuteStatement",
                "TableName",
                table,
                "Statement",
                "SELECT * FROM \"" + table + "\""));
        var described = json("dynamodb", "DynamoDB_20120810.DescribeTable", "{\"TableName\":\"" + table + "\"}")
                .path("Table");
        for (var index : described.path("GlobalSecondaryIndexes")) {
            var name = index.path("IndexName").asText();
            for (var action : List.of("Query", "Scan")) {
                calls.add(Call.json(
                        "dynamodb:" + action,
                        arn + "/index/" + name,
                        "DynamoDB_20120810." + action,
                        "TableName",
                        table,
                        "IndexName",
                        name));
            }
        }
        var stream = described.path("LatestStreamArn").asText();
        if (!stream.isEmpty()) {
            for (var action : List.of("DescribeStream", "GetShardIterator")) {
                calls.add(Call.json(
                        "dynamodb:" + action, stream, "DynamoDBStreams_20120810." + action, "StreamArn", stream));
            }
        }
        return calls;
    }

    private static List<Call> onQueue(String url) {
        var arn = "arn:aws:sqs:us-east-1:000000000000:" + url.substring(url.lastIndexOf('/') + 1);
        return QUEUE_ACTIONS.stream()
                .flatMap(action -> {
                    var needed = "sqs:" + action.replaceFirst("Batch$", "");
                    return Stream.of(
                            Call.json(needed, arn, "AmazonSQS." + action, "QueueUrl", url, "MessageBody", "m"),
                            Call.form(needed, arn, "Action=" + action + "&MessageBody=m&QueueUrl=" + encoded(url)));
                })
                .toList();
    }

    private List<String> topics() {
        return cloud().outputs().values().stream()
                .filter(value -> value.startsWith("arn:aws:sns:"))
                .distinct()
                .toList();
    }

    private List<String> secrets() {
        return cloud().outputs().values().stream()
                .filter(value -> value.startsWith("arn:aws:secretsmanager:"))
                .distinct()
                .toList();
    }

    private LocalCloud cloud() {
        return started.orElseThrow();
    }

    private JsonNode json(String service, String target, String body) throws Exception {
        return ask(
                service,
                "POST",
                "/",
                Map.of("X-Amz-Target", target, "Content-Type", "application/x-amz-json-1.0"),
                body);
    }

    /** As the user, who may do everything. */
    private JsonNode ask(String service, String method, String path, Map<String, String> headers, String body)
            throws Exception {
        var user = cloud().credentials();
        try (var http = new SignedHttp(new Caller(cloud().region(), user.accessKeyId(), user.secretAccessKey()))) {
            var answer = http.send(service, method, cloud().endpoint().resolve(path), headers, body);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return JSON.readTree(answer.body());
        }
    }

    private static Stream<String> names(JsonNode answer, String list, String field) {
        return answer.path(list)
                .valueStream()
                .map(element -> (field.isEmpty() ? element : element.path(field)).asText());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
