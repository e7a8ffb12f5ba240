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
import faas.localcloud.policy.Role;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** Those of them, and of indexes, that name the items' partition keys. */
    private static final Set<String> KEYED_ACTIONS = Set.of("PutItem", "GetItem", "UpdateItem", "DeleteItem", "Query");

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

    /** A partition key that no role names. */
    private static final Map<String, String> NOBODY = Map.of("S", "nobody");

    private static final Map<String, List<String>> OF_NOBODY = Map.of("dynamodb:LeadingKeys", List.of("nobody"));

    private Optional<LocalCloud> started = Optional.empty();
    private final List<Call> calls = new ArrayList<>();

    /**
     * A call that needs one grant.
     *
     * @param action as policies name it
     * @param context what conditions of policies may be about
     */
    private record Call(
            String action,
            String resource,
            Map<String, List<String>> context,
            String method,
            String path,
            Map<String, String> headers,
            String body) {

        static Call json(String action, String resource, String target, Object... fields) {
            var input = JSON.createObjectNode();
            for (int i = 0; i < fields.length; i += 2) {
                input.set(String.valueOf(fields[i]), JSON.valueToTree(fields[i + 1]));
            }
            return new Call(
                    action,
                    resource,
                    Map.of(),
                    "POST",
                    "/",
                    Map.of("X-Amz-Target", target, "Content-Type", "application/x-amz-json-1.0"),
                    input.toString());
        }

        static Call form(String action, String resource, String form) {
            var type = Map.of("Content-Type", "application/x-www-form-urlencoded");
            return new Call(action, resource, Map.of(), "POST", "/", type, form);
        }

        static Call function(String action, String arn, String method, String path) {
            return new Call(action, arn, Map.of(), method, path, Map.of(), method.equals("POST") ? "{}" : "");
        }

        Call about(Map<String, List<String>> other) {
            return new Call(action, resource, other, method, path, headers, body);
        }

        boolean isAllowedTo(Role role) {
            return role.allows(action, resource, context);
        }

        HttpResponse<String> send(SignedHttp http, URI endpoint) throws IOException, InterruptedException {
            var service = action.substring(0, action.indexOf(':'));
            return http.send(service, method, endpoint.resolve(path), headers, body);
        }
    }

    @BeforeAll
    void start() throws Exception {
        assumeTrue(EngineKind.chosen() == EngineKind.LOCAL, "only the local engine evaluates roles");
        var work = Variation.ROOT.resolve("acceptance-tests/target/engine/RolesIT");
        started = Optional.of(LocalCloud.start(new DemoStage().synthesize(), LambdaOptions.in(work)));
        addCalls();
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
            for (var call : calls) {
                if (call.isAllowedTo(role)) {
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
        assertThat(functions())
                .map(cloud()::roleOf)
                .filteredOn(role -> calls.stream().anyMatch(call -> call.isAllowedTo(role)))
                .hasSizeGreaterThan(12);
    }

    /** Without their keys in the requests, no condition on keys would be tried. */
    @Test
    void several_roles_would_allow_some_of_the_calls_for_other_keys() throws Exception {
        assertThat(functions())
                .map(cloud()::roleOf)
                .filteredOn(role -> calls.stream()
                        .anyMatch(call ->
                                !call.isAllowedTo(role) && call.about(Map.of()).isAllowedTo(role)))
                .hasSizeGreaterThan(5);
    }

    private static boolean isDenied(HttpResponse<String> answer, Call call) {
        return answer.statusCode() >= 400
                && answer.body()
                        .contains(
                                "is not authorized to perform: " + call.action() + " on resource: " + call.resource());
    }

    private void addCalls() throws Exception {
        for (var table : names(json("dynamodb", "DynamoDB_20120810.ListTables", "{}"), "TableNames", "")
                .toList()) {
            addCallsOnTable(table);
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
    }

    private void addCallsOnTable(String table) throws Exception {
        var arn = "arn:aws:dynamodb:us-east-1:000000000000:table/" + table;
        var described = json("dynamodb", "DynamoDB_20120810.DescribeTable", "{\"TableName\":\"" + table + "\"}")
                .path("Table");
        var nobody = Map.of(partitionKey(described), NOBODY);
        TABLE_ACTIONS.forEach(action -> calls.add(onItems(action, arn, table, "", partitionKey(described))));
        TRANSACTION_PARTS.forEach((part, action) -> calls.add(Call.json(
                        "dynamodb:" + action,
                        arn,
                        "DynamoDB_20120810.TransactWriteItems",
                        "TransactItems",
                        List.of(Map.of(part, Map.of("TableName", table, "Item", nobody, "Key", nobody))))
                .about(OF_NOBODY)));
        Map.of(
                        "BatchGetItem", Map.of("Keys", List.of(nobody)),
                        "BatchWriteItem", List.of(Map.of("PutRequest", Map.of("Item", nobody))))
                .forEach((action, items) -> calls.add(Call.json(
                                "dynamodb:" + action,
                                arn,
                                "DynamoDB_20120810." + action,
                                "RequestItems",
                                Map.of(table, items))
                        .about(OF_NOBODY)));
        calls.add(Call.json(
                "dynamodb:PartiQLSelect",
                "*",
                "DynamoDB_20120810.ExecuteStatement",
                "TableName",
                table,
                "Statement",
                "SELECT * FROM \"" + table + "\""));
        for (var index : described.path("GlobalSecondaryIndexes")) {
            var name = index.path("IndexName").asText();
            for (var action : List.of("Query", "Scan")) {
                calls.add(onItems(action, arn + "/index/" + name, table, name, partitionKey(index)));
            }
        }
        var stream = described.path("LatestStreamArn").asText();
        if (!stream.isEmpty()) {
            for (var action : List.of("DescribeStream", "GetShardIterator")) {
                calls.add(Call.json(
                        "dynamodb:" + action, stream, "DynamoDBStreams_20120810." + action, "StreamArn", stream));
            }
        }
    }

    /** In each of the ways in which an action may name an item. */
    private static Call onItems(String action, String arn, String table, String index, String partitionKey) {
        var call = Call.json(
                "dynamodb:" + action,
                arn,
                "DynamoDB_20120810." + action,
                "TableName",
                table,
                "IndexName",
                index,
                "Item",
                Map.of(partitionKey, NOBODY),
                "Key",
                Map.of(partitionKey, NOBODY),
                "KeyConditions",
                Map.of(partitionKey, Map.of("ComparisonOperator", "EQ", "AttributeValueList", List.of(NOBODY))));
        return KEYED_ACTIONS.contains(action) ? call.about(OF_NOBODY) : call;
    }

    private static String partitionKey(JsonNode tableOrIndex) {
        return tableOrIndex.at("/KeySchema/0/AttributeName").asText();
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
