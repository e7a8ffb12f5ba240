package faas.acceptance.conformance;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import faas.kit.json.JsonParser;
import faas.kit.json.JsonSyntaxException;
import faas.kit.json.JsonText;
import faas.kit.json.JsonValue;
import faas.kit.json.JsonValue.JsonArray;
import faas.kit.json.JsonValue.JsonNumber;
import faas.kit.json.JsonValue.JsonObject;
import faas.kit.json.JsonValue.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Finds the scripts in its event, whatever kind of event it is, records that it got each one, and then does what the first
 * one says that is not done with. An item of the table is a script: {@code times}, and {@code deliveries}, each with the event.
 */
public final class ScriptedHandler implements RequestStreamHandler {

    /** An item holds 400 KB, and a script may be delivered a few times. */
    private static final int LARGEST_KEPT = 32 * 1024;

    private final DynamoDbClient dynamoDb = DynamoDbClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    private final String table = Objects.requireNonNull(System.getenv("DELIVERIES_TABLE"), "DELIVERIES_TABLE");

    /** A script and the id of the record that it stands in; empty where it is in none. */
    private record Found(Script script, String item) {}

    /** Makes the first connection here, where no time-out counts yet. */
    public ScriptedHandler() {
        var _ = dynamoDb.getItem(get -> get.tableName(table).key(key("none")));
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        int remaining = context.getRemainingTimeInMillis();
        var event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        var found = new LinkedHashMap<String, Found>();
        find(JsonParser.parse(event), "", found);
        Optional<Found> next = Optional.empty();
        for (var each : found.values()) {
            long times = record(each.script(), event, found.size(), remaining, context);
            if (next.isEmpty() && times <= each.script().times() && !isQuiet(each.script())) {
                next = Optional.of(each);
            }
        }
        var answer = next.isPresent() ? act(next.get(), context) : "{}";
        output.write(answer.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isQuiet(Script script) {
        return script.act() == Script.Act.ANSWER && script.text().equals("{}");
    }

    private static String act(Found found, Context context) {
        var script = found.script();
        return switch (script.act()) {
            case ANSWER -> script.text().replace(Script.ITEM, found.item());
            case TELL -> tell(context);
            case THROW -> throw new IllegalStateException(script.text());
            case HANG -> neverEnd();
            case HOLD -> hold(Duration.ofMillis(Long.parseLong(script.text())));
        };
    }

    private static String tell(Context context) {
        return JsonText.object(told -> told.put("requestId", context.getAwsRequestId())
                .put("name", context.getFunctionName())
                .put("version", context.getFunctionVersion())
                .put("arn", context.getInvokedFunctionArn())
                .put("memory", context.getMemoryLimitInMB())
                .put("remaining", context.getRemainingTimeInMillis())
                .putObject(
                        "environment",
                        names -> System.getenv().keySet().stream().sorted().forEach(name -> names.put(name, ""))));
    }

    private static String neverEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "{}";
    }

    private static String hold(Duration duration) {
        LockSupport.parkNanos(duration.toNanos());
        return "{}";
    }

    /** How often the script was delivered, this time included. */
    private long record(Script script, String event, int scripts, int remaining, Context context) {
        int bytes = event.getBytes(StandardCharsets.UTF_8).length;
        var delivery = AttributeValue.fromM(Map.of(
                "at", AttributeValue.fromN(Long.toString(System.currentTimeMillis())),
                "requestId", AttributeValue.fromS(context.getAwsRequestId()),
                "remaining", AttributeValue.fromN(Integer.toString(remaining)),
                "scripts", AttributeValue.fromN(Integer.toString(scripts)),
                "bytes", AttributeValue.fromN(Integer.toString(bytes)),
                "event", AttributeValue.fromS(bytes > LARGEST_KEPT ? "" : event)));
        var times = dynamoDb.updateItem(update -> update.tableName(table)
                        .key(key(script.id()))
                        .updateExpression(
                                "ADD times :one SET deliveries = list_append(if_not_exists(deliveries, :none), :delivery)")
                        .expressionAttributeValues(Map.of(
                                ":one", AttributeValue.fromN("1"),
                                ":none", AttributeValue.fromL(List.of()),
                                ":delivery", AttributeValue.fromL(List.of(delivery))))
                        .returnValues("UPDATED_NEW"))
                .attributes()
                .get("times");
        return Long.parseLong(Objects.requireNonNull(times).n());
    }

    private static Map<String, AttributeValue> key(String id) {
        return Map.of("pk", AttributeValue.fromS(id));
    }

    private static void find(JsonValue value, String item, Map<String, Found> found) {
        switch (value) {
            case JsonObject(Map<String, JsonValue> members) -> {
                script(members).ifPresent(script -> found.putIfAbsent(script.id(), new Found(script, item)));
                var inside = text(members, "messageId")
                        .or(() -> text(members, "SequenceNumber"))
                        .orElse(item);
                members.values().forEach(member -> find(member, inside, found));
            }
            case JsonArray(List<JsonValue> elements) -> elements.forEach(element -> find(element, item, found));
            case JsonString(String text)
            when text.startsWith("{") -> {
                try {
                    find(JsonParser.parse(text), item, found);
                } catch (JsonSyntaxException noDocument) {
                    // Then it holds no script.
                }
            }
            default -> {}
        }
    }

    private static Optional<Script> script(Map<String, JsonValue> members) {
        return text(members, Script.MARK)
                .map(id -> new Script(
                        id,
                        Script.Act.valueOf(text(members, "act").orElseThrow()),
                        text(members, "text").orElseThrow(),
                        members.get("times") instanceof JsonNumber(String times) ? Integer.parseInt(times) : 1,
                        text(members, "kind").orElseThrow()));
    }

    private static Optional<String> text(Map<String, JsonValue> members, String name) {
        return members.get(name) instanceof JsonString(String text) ? Optional.of(text) : Optional.empty();
    }
}
