package faas.acceptance.conformance;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import faas.acceptance.engine.EngineKind;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** What happens to the records of a table's stream. All items of a look have one key, so that their order counts. */
final class StreamLooks {

    static final List<Observations.Look> ALL = List.of(StreamLooks::split, StreamLooks::wholeBatches);

    private static final String SPLIT = "SplitTableName";
    private static final String WHOLE = "WholeTableName";

    private StreamLooks() {}

    private static void split(Site site, Observations observations) {
        var key = UUID.randomUUID().toString();
        var before = Script.succeed();
        var reported = Script.answer("{\"batchItemFailures\":[{\"itemIdentifier\":\"$item\"}]}")
                .once();
        var after = Script.succeed();
        // In the first second of a minute a time that is cut to the minute would not show.
        await().until(() -> Instant.now().getEpochSecond() % 60 > 0);
        var written = Instant.now();
        put(site, SPLIT, key, List.of(before, reported, after));
        site.awaitDeliveries(after, 2);
        observations.put(
                Behaviour.STREAM_ITEM_FAILURE,
                site.deliveries(reported).size() < 2
                        ? "that record not again"
                        : site.deliveries(before).size() > 1
                                ? "the whole batch again"
                                : "that record and later ones again");
        observations.put(
                Behaviour.STREAM_TIME,
                made(site.deliveries(before).getFirst().record()) < written.getEpochSecond()
                        ? "before its item was written"
                        : "not before its item was written");
        observations.put(
                Behaviour.STREAM_RECORD,
                record(site.deliveries(before).getFirst().record()));

        var poison = Script.fail();
        var last = Script.succeed();
        put(site, SPLIT, key, List.of(Script.succeed(), Script.succeed(), poison, last));
        var end = Script.succeed();
        site.awaitDeliveries(poison, ConformanceApp.SPLITTING_RETRIES + 1);
        put(site, SPLIT, key, List.of(end));
        site.awaitDeliveries(end, 1);
        observations.put(
                Behaviour.STREAM_BISECT,
                "batches of "
                        + site.deliveries(poison).stream()
                                .map(delivery -> Integer.toString(delivery.scripts()))
                                .collect(Collectors.joining(", ")));

        var named = Script.answer("{\"batchItemFailures\":[{\"itemIdentifier\":\"$item\"}]}");
        put(site, SPLIT, key, List.of(named));
        var told = awaitDiscarded(site, "SplitDiscardedQueueUrl", named);
        observations.put(
                Behaviour.STREAM_DISCARDED_ITEM,
                told.at("/requestContext/condition").asText() + ", " + requestId(told)
                        + (told.at("/responseContext/functionError").isNull() ? ", no error" : ", an error")
                        + ", batch of "
                        + told.at("/DDBStreamBatchInfo/batchSize").asText());
    }

    private static String requestId(JsonNode told) {
        return told.at("/requestContext/requestId").asText().isEmpty() ? "without a request id" : "with a request id";
    }

    /** In seconds. */
    private static double made(JsonNode record) {
        return record.at("/dynamodb/ApproximateCreationDateTime").asDouble();
    }

    private static String record(JsonNode record) {
        var change = record.path("dynamodb");
        return record.path("eventName").asText()
                + " " + record.path("eventSource").asText()
                + " " + change.path("StreamViewType").asText()
                + (change.has("NewImage") ? ", NewImage" : "")
                + (change.has("OldImage") ? ", OldImage" : "");
    }

    /** One after the other: a record of each may not get into a batch of the other. */
    private static void wholeBatches(Site site, Observations observations) throws Exception {
        whole(site, observations);
        expired(site, observations);
    }

    private static void whole(Site site, Observations observations) {
        var key = UUID.randomUUID().toString();
        var unwanted = Script.succeed();
        var poison = Script.fail().of("wanted");
        var beside = Script.succeed().of("wanted");
        put(site, WHOLE, key, List.of(unwanted, poison, beside));
        site.awaitDeliveries(poison, 1);
        var next = Script.succeed().of("wanted");
        put(site, WHOLE, key, List.of(next));
        var handedOver = site.awaitDeliveries(next, 1).getFirst();
        var failed = site.deliveries(poison);
        observations.put(
                Behaviour.STREAM_RETRIES,
                failed.size() == site.deliveries(beside).size()
                        ? "the whole batch " + failed.size() + " times"
                        : "one record " + failed.size() + " times, one "
                                + site.deliveries(beside).size() + " times");
        observations.put(
                Behaviour.STREAM_ORDER,
                failed.getLast().at().isBefore(handedOver.at()) ? "waits for it" : "overtakes it");
        observations.put(
                Behaviour.STREAM_FILTERED, site.deliveries(unwanted).isEmpty() ? "not delivered" : "delivered");
        observations.put(Behaviour.STREAM_DISCARDED, discarded(awaitDiscarded(site, "DiscardedQueueUrl", poison)));
    }

    /** Waits for what is told of the first batch that held the script, and of no other: earlier rounds left theirs. */
    private static JsonNode awaitDiscarded(Site site, String queueOutput, Script script) {
        var batch = site.awaitDeliveries(script, 1).getFirst().event().path("Records");
        var end = batch.path(batch.size() - 1).at("/dynamodb/SequenceNumber").asText();
        var told = site.awaitMessage(
                queueOutput,
                message -> Site.json(message.body())
                        .at("/DDBStreamBatchInfo/endSequenceNumber")
                        .asText()
                        .equals(end));
        return Site.json(told.body());
    }

    private static String discarded(JsonNode told) {
        return told.at("/requestContext/condition").asText()
                + ", invoked "
                + told.at("/requestContext/approximateInvokeCount").asText() + " times, "
                + requestId(told) + ", "
                + told.at("/responseContext/functionError").asText()
                + ", batch of " + told.at("/DDBStreamBatchInfo/batchSize").asText();
    }

    private static void expired(Site site, Observations observations) throws Exception {
        var script = Script.succeed();
        var item = new HashMap<>(item(UUID.randomUUID().toString(), 0, script));
        item.put(
                "expiresAt",
                AttributeValue.fromN(
                        Long.toString(Instant.now().minusSeconds(60).getEpochSecond())));
        put(site, WHOLE, List.of(item));
        askForExpiry(site);
        var identity = site.awaitDeliveries(script, 1).getFirst().record().path("userIdentity");
        observations.put(
                Behaviour.STREAM_EXPIRED,
                identity.isObject()
                        ? identity.path("type").asText() + " "
                                + identity.path("principalId").asText()
                        : "no userIdentity");
    }

    /** LocalStack removes expired items once an hour, or when it is asked to. */
    private static void askForExpiry(Site site) throws Exception {
        if (site.system().engine().kind() == EngineKind.LOCALSTACK) {
            var request = HttpRequest.newBuilder(
                            site.system().engine().connection().endpoint().resolve("/_aws/dynamodb/expired"))
                    .DELETE()
                    .build();
            try (var http = HttpClient.newHttpClient()) {
                http.send(request, HttpResponse.BodyHandlers.discarding());
            }
        }
    }

    /** In one transaction, so that they get into one batch. */
    private static void put(Site site, String tableOutput, String key, List<Script> scripts) {
        put(
                site,
                tableOutput,
                IntStream.range(0, scripts.size())
                        .mapToObj(n -> item(key, n, scripts.get(n)))
                        .toList());
    }

    private static void put(Site site, String tableOutput, List<Map<String, AttributeValue>> items) {
        var table = site.system().output(tableOutput);
        var puts = items.stream()
                .map(item -> TransactWriteItem.builder()
                        .put(put -> put.tableName(table).item(item))
                        .build())
                .toList();
        site.system().aws().dynamoDb().transactWriteItems(write -> write.transactItems(puts));
    }

    private static Map<String, AttributeValue> item(String key, int number, Script script) {
        return Map.of(
                "pk", AttributeValue.fromS(key),
                "sk", AttributeValue.fromS(number + script.id()),
                "kind", AttributeValue.fromS(script.kind()),
                "script", AttributeValue.fromS(script.toJson()));
    }
}
