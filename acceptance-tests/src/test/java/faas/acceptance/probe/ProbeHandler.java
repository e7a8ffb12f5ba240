package faas.acceptance.probe;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Does what its messages say. A message is a word and an id: {@code count} counts the id, {@code poison} is counted and
 * then fails, {@code hang} is counted and, the first time, never ends, {@code stand-still} never ends.
 */
public final class ProbeHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    /** Tells execution environments apart: each one makes its own. */
    private static final String ENVIRONMENT_ID = UUID.randomUUID().toString();

    private final DynamoDbClient dynamoDb = DynamoDbClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    private final String table = Objects.requireNonNull(System.getenv("EFFECTS_TABLE"), "EFFECTS_TABLE");

    /** Makes the first connection here, where no time-out counts yet: what comes after is to be told from slowness. */
    public ProbeHandler() {
        count("environments");
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
        for (SQSEvent.SQSMessage message : event.getRecords()) {
            List<String> words = List.of(message.getBody().split(" "));
            long times = count(words.get(1));
            switch (words.get(0)) {
                case "count" -> {}
                case "poison" -> failures.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
                case "hang" -> {
                    if (times == 1) {
                        neverEnd();
                    }
                }
                case "stand-still" -> neverEnd();
                default -> throw new IllegalArgumentException("message " + message.getBody());
            }
        }
        return new SQSBatchResponse(failures);
    }

    /** Counts the id once more and returns how often it was counted. */
    private long count(String id) {
        var counted = dynamoDb.updateItem(update -> update.tableName(table)
                .key(Map.of("pk", AttributeValue.fromS(id)))
                .updateExpression("ADD times :one SET environment = :environment")
                .expressionAttributeValues(
                        Map.of(":one", AttributeValue.fromN("1"), ":environment", AttributeValue.fromS(ENVIRONMENT_ID)))
                .returnValues("UPDATED_NEW"));
        return Long.parseLong(
                Objects.requireNonNull(counted.attributes().get("times")).n());
    }

    private static void neverEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
