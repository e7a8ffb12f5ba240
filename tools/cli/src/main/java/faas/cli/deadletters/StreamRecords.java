package faas.cli.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.event.ruler.Machine;

/**
 * Records of a table's stream, found by their positions and written as Lambda hands them to a function. A stream keeps
 * them for 24 hours.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html">Retaining discarded
 *     records</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html">Example event</a>
 */
final class StreamRecords {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The event-source mapping reads the same shard, whose requests are limited. */
    private static final Duration AFTER_EMPTY_PAGE = Duration.ofMillis(250);

    private final DynamoDbClient tables;
    private final DynamoDbStreamsClient streams;
    private final Duration foundWithin;

    /** @param foundWithin how long to look for the records of one batch, whose shard may have many empty pages */
    StreamRecords(DynamoDbClient tables, DynamoDbStreamsClient streams, Duration foundWithin) {
        this.tables = tables;
        this.streams = streams;
        this.foundWithin = foundWithin;
    }

    /** What a search found. */
    sealed interface Result {

        /** Every record of the batch, in order. */
        record Found(List<JsonNode> records) implements Result {}

        /** The stream has some of them no longer. */
        record Gone() implements Result {}

        /** Not all of them, and not because they are gone. */
        record NotFound(String reason) implements Result {}
    }

    /**
     * Looks for the records that a batch consisted of.
     *
     * @param batch {@code DDBStreamBatchInfo} of Lambda's record
     * @param patterns the filter of the mapping: records between these positions that match none were not in the batch
     */
    Result find(JsonNode batch, List<String> patterns) throws InterruptedException {
        var stream = batch.path("streamArn").asText();
        var start = batch.path("startSequenceNumber").asText();
        var end = new BigInteger(batch.path("endSequenceNumber").asText());
        var deadline = Instant.now().plus(foundWithin);
        var found = new ArrayList<JsonNode>();
        try {
            @Nullable
            String iterator = streams.getShardIterator(get -> get.streamArn(stream)
                            .shardId(batch.path("shardId").asText())
                            .shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                            .sequenceNumber(start))
                    .shardIterator();
            boolean more = true;
            while (more && iterator != null) {
                if (!Instant.now().isBefore(deadline)) {
                    return new Result.NotFound("its records were not found in the stream within "
                            + foundWithin.toSeconds() + " s: they may be the next time");
                }
                var from = iterator;
                var answer = streams.getRecords(get -> get.shardIterator(from));
                for (var one : answer.records()) {
                    int order = new BigInteger(one.dynamodb().sequenceNumber()).compareTo(end);
                    if (order <= 0) {
                        found.add(event(one, stream));
                    }
                    more &= order < 0;
                }
                iterator = answer.nextShardIterator();
                if (answer.records().isEmpty() && iterator != null) {
                    Thread.sleep(AFTER_EMPTY_PAGE);
                }
            }
        } catch (TrimmedDataAccessException | ResourceNotFoundException e) {
            return new Result.Gone();
        }
        if (found.isEmpty() || !sequenceNumber(found.getFirst()).equals(start)) {
            return new Result.Gone();
        }
        var delivered = matching(found, patterns);
        int size = Math.max(1, batch.path("batchSize").asInt());
        return delivered.size() >= size
                ? new Result.Found(delivered)
                : new Result.NotFound("%d of its %d records %s"
                        .formatted(
                                delivered.size(),
                                size,
                                patterns.isEmpty()
                                        ? "are in the stream"
                                        : "match the filter that the event-source mapping has now"));
    }

    private static String sequenceNumber(JsonNode event) {
        return event.path("dynamodb").path("SequenceNumber").asText();
    }

    /** https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html */
    private static List<JsonNode> matching(List<JsonNode> records, List<String> patterns) {
        if (patterns.isEmpty()) {
            return records;
        }
        var machine = Machine.builder().build();
        try {
            for (var pattern : patterns) {
                machine.addRule(pattern, pattern);
            }
            var matching = new ArrayList<JsonNode>();
            for (var one : records) {
                if (!machine.rulesForJSONEvent(one.toString()).isEmpty()) {
                    matching.add(one);
                }
            }
            return matching;
        } catch (Exception e) {
            throw new IllegalStateException("the mapping's filter " + patterns + " cannot be read", e);
        }
    }

    /**
     * An attribute of the item with these keys, as long as the item has this event id.
     *
     * @param keys as a stream record has them
     */
    Optional<JsonNode> attribute(String table, JsonNode keys, String eventId, String name) {
        var key = new TreeMap<String, AttributeValue>();
        keys.properties().forEach(one -> key.put(one.getKey(), key(one.getValue())));
        var item = tables.getItem(get -> get.tableName(table).key(key).consistentRead(true))
                .item();
        return AttributeValue.fromS(eventId).equals(item.get("eventId"))
                ? Optional.ofNullable(item.get(name)).map(StreamRecords::value)
                : Optional.empty();
    }

    /** A key is a text, a number or bytes. */
    private static AttributeValue key(JsonNode value) {
        if (value.has("N")) {
            return AttributeValue.fromN(value.path("N").asText());
        }
        return value.has("B")
                ? AttributeValue.fromB(SdkBytes.fromByteArray(
                        Base64.getDecoder().decode(value.path("B").asText())))
                : AttributeValue.fromS(value.path("S").asText());
    }

    private static JsonNode event(Record found, String streamArn) {
        var change = found.dynamodb();
        var event = JSON.createObjectNode()
                .put("eventID", found.eventID())
                .put("eventName", found.eventNameAsString())
                .put("eventVersion", found.eventVersion())
                .put("eventSource", "aws:dynamodb")
                .put("awsRegion", found.awsRegion())
                .put("eventSourceARN", streamArn);
        var dynamodb = event.putObject("dynamodb");
        if (change.approximateCreationDateTime() != null) {
            dynamodb.put(
                    "ApproximateCreationDateTime",
                    change.approximateCreationDateTime().toEpochMilli() / 1000.0);
        }
        dynamodb.set("Keys", image(change.keys()));
        if (change.hasNewImage()) {
            dynamodb.set("NewImage", image(change.newImage()));
        }
        if (change.hasOldImage()) {
            dynamodb.set("OldImage", image(change.oldImage()));
        }
        dynamodb.put("SequenceNumber", change.sequenceNumber())
                .put("SizeBytes", change.sizeBytes())
                .put("StreamViewType", change.streamViewTypeAsString());
        if (found.userIdentity() != null) {
            event.putObject("userIdentity")
                    .put("type", found.userIdentity().type())
                    .put("principalId", found.userIdentity().principalId());
        }
        return event;
    }

    private static ObjectNode image(Map<String, AttributeValue> attributes) {
        var image = JSON.createObjectNode();
        new TreeMap<>(attributes).forEach((name, value) -> image.set(name, value(value)));
        return image;
    }

    private static ObjectNode value(AttributeValue value) {
        var typed = JSON.createObjectNode();
        switch (value.type()) {
            case S -> typed.put("S", value.s());
            case N -> typed.put("N", value.n());
            case B -> typed.put("B", base64(value.b()));
            case SS -> value.ss().forEach(typed.putArray("SS")::add);
            case NS -> value.ns().forEach(typed.putArray("NS")::add);
            case BS -> {
                var set = typed.putArray("BS");
                value.bs().forEach(bytes -> set.add(base64(bytes)));
            }
            case M -> typed.set("M", image(value.m()));
            case L -> {
                var list = typed.putArray("L");
                value.l().forEach(element -> list.add(value(element)));
            }
            case BOOL -> typed.put("BOOL", value.bool());
            case NUL -> typed.put("NULL", true);
            case UNKNOWN_TO_SDK_VERSION -> throw new IllegalStateException("attribute value of an unknown type");
        }
        return typed;
    }

    private static String base64(SdkBytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.asByteArray());
    }
}
