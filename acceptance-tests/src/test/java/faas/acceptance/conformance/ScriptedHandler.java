package faas.acceptance.conformance;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import faas.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
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
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Finds the scripts in its event, whatever kind of event it is, records that it got each one, and then does what the
 * first one says that is not done with. An item of the table is a script: {@code times}, and {@code deliveries}, each
 * with the event.
 */
public final class ScriptedHandler implements RequestStreamHandler {

    /** An item holds 400 KB, and a script may be delivered a few times. */
    private static final int LARGEST_KEPT = 32 * 1024;

    private static final JsonFactory JSON = new JsonFactory();

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
        find(parse(event), "", found);
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
            case EXIT -> exit();
            case FILL -> '"' + "x".repeat(Integer.parseInt(script.text())) + '"';
            case HOLD -> hold(Duration.ofMillis(Long.parseLong(script.text())));
        };
    }

    private static String tell(Context context) {
        var names = new JsonObject();
        System.getenv().keySet().stream().sorted().forEach(name -> names.put(name, ""));
        return new JsonObject()
                .put("requestId", context.getAwsRequestId())
                .put("name", context.getFunctionName())
                .put("version", context.getFunctionVersion())
                .put("arn", context.getInvokedFunctionArn())
                .put("memory", context.getMemoryLimitInMB())
                .put("log", context.getLogStreamName())
                .put(
                        "client",
                        context.getClientContext() == null
                                ? "none"
                                : context.getClientContext().getCustom().toString())
                .put("remaining", context.getRemainingTimeInMillis())
                .put("environment", names)
                .toString();
    }

    private static String exit() {
        System.exit(Script.EXIT_STATUS);
        return "{}";
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
                                "ADD times :one SET deliveries = list_append(if_not_exists(deliveries, :none),"
                                        + " :delivery)")
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

    private static Object parse(String text) {
        try (var in = JSON.createParser(ObjectReadContext.empty(), text)) {
            in.nextToken();
            var value = value(in);
            if (in.nextToken() != null) {
                throw new IllegalArgumentException("the event goes on after its end");
            }
            return value;
        }
    }

    private static void find(Object value, String item, Map<String, Found> found) {
        switch (value) {
            case Map<?, ?> members -> {
                script(members).ifPresent(script -> found.putIfAbsent(script.id(), new Found(script, item)));
                var inside = text(members, "messageId")
                        .or(() -> text(members, "SequenceNumber"))
                        .orElse(item);
                members.values().forEach(member -> find(member, inside, found));
            }
            case List<?> elements -> elements.forEach(element -> find(element, item, found));
            // In a text that is no JSON a script stands at the end.
            case String text
            when text.indexOf('{') >= 0 -> {
                try {
                    find(parse(text.substring(text.indexOf('{'))), item, found);
                } catch (JacksonException | IllegalArgumentException noDocument) {
                    // Then it holds no script.
                }
            }
            default -> {}
        }
    }

    /** As maps, lists and texts; any other value as its text. */
    private static Object value(JsonParser in) {
        if (in.currentToken() == JsonToken.START_OBJECT) {
            var members = new LinkedHashMap<String, Object>();
            while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                var name = in.currentName();
                in.nextToken();
                members.put(name, value(in));
            }
            return members;
        }
        if (in.currentToken() == JsonToken.START_ARRAY) {
            var elements = new ArrayList<>();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value(in));
            }
            return elements;
        }
        return in.getString();
    }

    private static Optional<Script> script(Map<?, ?> members) {
        return text(members, Script.MARK)
                .map(id -> new Script(
                        id,
                        Script.Act.valueOf(text(members, "act").orElseThrow()),
                        text(members, "text").orElseThrow(),
                        Integer.parseInt(text(members, "times").orElse("1")),
                        text(members, "kind").orElseThrow()));
    }

    private static Optional<String> text(Map<?, ?> members, String name) {
        return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
