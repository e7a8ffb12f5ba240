package faas.localcloud.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import faas.localcloud.dynamodb.DynamoDbFaults;
import faas.localcloud.dynamodb.DynamoDbFaults.Moment;
import faas.localcloud.http.AwsJsonClient;
import faas.localcloud.http.HttpUpstream;
import faas.localcloud.json.Json;
import faas.localcloud.provision.Naming;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** DynamoDB and its streams: everything goes to DynamoDB Local, which calls its region {@code ddblocal}. */
final class DynamoDbBackend implements Backend {
    /** Operations on users' data, which is handed on unchanged. In the others the ARNs are replaced. */
    private static final Set<String> OF_ITEMS = Set.of(
            "PutItem",
            "GetItem",
            "UpdateItem",
            "DeleteItem",
            "Query",
            "Scan",
            "BatchGetItem",
            "BatchWriteItem",
            "TransactGetItems",
            "TransactWriteItems",
            "ExecuteStatement",
            "BatchExecuteStatement",
            "ExecuteTransaction",
            "GetRecords");

    /** After these a table or an index of the same name may have other keys. */
    private static final Set<String> CHANGE_KEYS = Set.of("DeleteTable", "UpdateTable");

    private static final String LOCAL_ARN = "arn:aws:dynamodb:ddblocal:000000000000:";
    private static final Map.Entry<String, String> SOME_KEY = Map.entry(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=engine/20260101/us-east-1/dynamodb/aws4_request,"
                    + " SignedHeaders=host, Signature=0");

    private static final List<String> TARGETS = List.of("DynamoDB_20120810", "DynamoDBStreams_20120810");
    private static final Pattern OPERATION = Pattern.compile("[A-Za-z]+");

    private final HttpUpstream dynamoDbLocal;
    private final Naming naming;
    private final DynamoDbFaults faults;
    private final DynamoDbAccess access;
    private final TableKeys keys;

    DynamoDbBackend(URI dynamoDbLocal, Naming naming, DynamoDbFaults faults) {
        this.dynamoDbLocal = new HttpUpstream(dynamoDbLocal);
        AwsJsonClient client = new AwsJsonClient(dynamoDbLocal, "DynamoDB_20120810");
        this.keys = new TableKeys(
                table -> client.call("DescribeTable", Json.object().put("TableName", table)));
        this.naming = naming;
        this.faults = faults;
        this.access = new DynamoDbAccess(naming, keys);
    }

    @Override
    public List<RequiredAccess> requiredAccess(GatewayRequest request) {
        return access.of(request.targetOperation(), request.json());
    }

    @Override
    public GatewayReply handle(GatewayRequest request) throws IOException {
        String operation = request.targetOperation();
        if (!TARGETS.contains(request.targetService())
                || !OPERATION.matcher(operation).matches()) {
            return GatewayReply.jsonError(
                    400,
                    "UnknownOperationException",
                    "DynamoDB: found " + request.header("X-Amz-Target").orElse("no X-Amz-Target")
                            + ", expected an operation of one of " + TARGETS);
        }
        JsonNode input = request.json();
        Optional<AccessKeys.Environment> environment = Optional.of(request.caller())
                .filter(AccessKeys.Environment.class::isInstance)
                .map(AccessKeys.Environment.class::cast);
        Optional<Moment> kill = environment.flatMap(caller -> faults.onWrite(operation, caller.function()));
        if (kill.filter(Moment.BEFORE_WRITE::equals).isPresent()) {
            environment.ifPresent(caller -> faults.kill(caller.environmentId()));
            return GatewayReply.jsonError(500, "InternalServerError", "the caller was killed before this write");
        }
        if (operation.equals("TransactWriteItems")) {
            int items = input.path("TransactItems").size();
            Optional<Integer> conflicting = faults.conflictingItem(items);
            if (conflicting.isPresent()) {
                return conflict(items, conflicting.get());
            }
        }
        GatewayReply reply = forward(request, input);
        if (kill.isPresent()) {
            environment.ifPresent(caller -> faults.kill(caller.environmentId()));
        }
        return reply;
    }

    /** Sends the authorized document, serialized anew, so that a member that stands in it twice is sent once. */
    private GatewayReply forward(GatewayRequest request, JsonNode input) throws IOException {
        String operation = request.targetOperation();
        boolean records = operation.equals("GetRecords");
        boolean ofItems = OF_ITEMS.contains(operation);
        byte[] written = Json.bytes(input);
        // A shard iterator begins with its stream's ARN, so it is translated there and back.
        byte[] body = ofItems && !records ? written : replace(written, naming.arn("dynamodb", ""), LOCAL_ARN);
        boolean changesKeys = CHANGE_KEYS.contains(operation);
        if (changesKeys) {
            keys.forget();
        }
        HttpUpstream.Response response;
        try {
            response = dynamoDbLocal.send(
                    "POST",
                    "/",
                    List.of(
                            Map.entry("X-Amz-Target", request.targetService() + "." + operation),
                            Map.entry("Content-Type", "application/x-amz-json-1.0"),
                            SOME_KEY),
                    body);
        } finally {
            // Also where the answer was lost: the change may have been made.
            if (changesKeys) {
                keys.forget();
            }
        }
        if (records) {
            // Inside an item's text the quotes would be escaped.
            return GatewayReply.of(
                    response,
                    replace(
                            response.body(),
                            "\"awsRegion\":\"ddblocal\"",
                            "\"awsRegion\":\"" + naming.region() + "\""));
        }
        return ofItems
                ? GatewayReply.of(response)
                : GatewayReply.of(response, replace(response.body(), LOCAL_ARN, naming.arn("dynamodb", "")));
    }

    private static byte[] replace(byte[] body, String found, String by) {
        String text = new String(body, StandardCharsets.UTF_8);
        return text.contains(found) ? text.replace(found, by).getBytes(StandardCharsets.UTF_8) : body;
    }

    /** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
    private static GatewayReply conflict(int items, int conflicting) {
        ArrayNode reasons = Json.array();
        StringBuilder codes = new StringBuilder();
        for (int i = 0; i < items; i++) {
            String code = i == conflicting ? "TransactionConflict" : "None";
            reasons.addObject().put("Code", code);
            codes.append(i == 0 ? "" : ", ").append(code);
        }
        String message =
                "Transaction cancelled, please refer cancellation reasons for specific reasons [" + codes + "]";
        return GatewayReply.json(
                400,
                Json.object()
                        .put("__type", "com.amazonaws.dynamodb.v20120810#TransactionCanceledException")
                        .put("Message", message)
                        .put("message", message)
                        .set("CancellationReasons", reasons));
    }
}
