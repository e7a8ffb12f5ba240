package faas.acceptance.probe;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The same work with the same faults, whichever way the event came. An event is a word and an id: {@code work} takes
 * its time and then has its effect, {@code fail-once} fails at its first try and then is the same as {@code work}. The
 * effect is one item for each function and id: {@code tries}, and {@code doneAt}, milliseconds since 1970, once it is
 * done.
 */
final class FaultyWork {

    /** What one event takes. */
    static final Duration DURATION = Duration.ofMillis(300);

    private final DynamoDbClient dynamoDb = DynamoDbClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    private final String table = Objects.requireNonNull(System.getenv("EFFECTS_TABLE"), "EFFECTS_TABLE");
    private final String function =
            Objects.requireNonNull(System.getenv("AWS_LAMBDA_FUNCTION_NAME"), "AWS_LAMBDA_FUNCTION_NAME");

    /** @throws IllegalStateException where the event is to fail, after it took its time */
    void work(String event) {
        var words = event.split(" ", -1);
        LockSupport.parkNanos(DURATION.toNanos());
        long tries = tried(words[1]);
        if (words[0].equals("fail-once") && tries == 1) {
            throw new IllegalStateException("asked to fail once: " + words[1]);
        }
        update(words[1], "SET doneAt = if_not_exists(doneAt, :value)", System.currentTimeMillis());
    }

    private long tried(String id) {
        var tries = update(id, "ADD tries :value", 1).get("tries");
        return Long.parseLong(Objects.requireNonNull(tries).n());
    }

    private Map<String, AttributeValue> update(String id, String expression, long value) {
        return dynamoDb.updateItem(UpdateItemRequest.builder()
                        .tableName(table)
                        .key(Map.of("pk", AttributeValue.fromS(function + "#" + id)))
                        .updateExpression(expression)
                        .expressionAttributeValues(Map.of(":value", AttributeValue.fromN(Long.toString(value))))
                        .returnValues("UPDATED_NEW")
                        .build())
                .attributes();
    }
}
