package faas.localcloud.mapping;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.localcloud.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;

/**
 * A stream record as it stands in a DynamoDB event.
 *
 * @param created when the item changed, to the second
 * @param key the item's key, which decides the lane where a shard's batches are processed in parallel
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html">Using Lambda with DynamoDB Streams</a>
 */
record StreamItem(String sequenceNumber, Instant created, String key, String json, int bytes)
        implements BatchBuffer.Sized {
    /** @param read when the record was read */
    static StreamItem of(Record record, String eventSourceArn, String region, Instant read) {
        StreamRecord change = record.dynamodb();
        Instant created = created(change, read);
        String json = Json.text(node(record, eventSourceArn, region, created));
        return new StreamItem(
                change.sequenceNumber(),
                created,
                Json.text(image(change.keys())),
                json,
                json.getBytes(StandardCharsets.UTF_8).length);
    }

    /**
     * DynamoDB Local cuts the time to the minute, by which a fresh record would seem up to a minute old, and be given up
     * where a mapping's maximum age is 60 s. The record is from within that minute and from before it was read.
     */
    private static Instant created(StreamRecord change, Instant read) {
        Instant told = change.approximateCreationDateTime();
        if (!told.equals(told.truncatedTo(ChronoUnit.MINUTES))) {
            return told;
        }
        Instant endOfMinute = told.plusSeconds(59);
        return (read.isBefore(endOfMinute) ? read : endOfMinute).truncatedTo(ChronoUnit.SECONDS);
    }

    private static ObjectNode node(Record record, String eventSourceArn, String region, Instant created) {
        StreamRecord change = record.dynamodb();
        ObjectNode node = Json.object();
        node.put("eventID", record.eventID());
        node.put("eventName", record.eventNameAsString());
        node.put("eventVersion", record.eventVersion());
        node.put("eventSource", "aws:dynamodb");
        node.put("awsRegion", region);
        ObjectNode dynamodb = node.putObject("dynamodb");
        dynamodb.put("ApproximateCreationDateTime", (double) created.getEpochSecond());
        dynamodb.set("Keys", image(change.keys()));
        if (change.hasNewImage()) {
            dynamodb.set("NewImage", image(change.newImage()));
        }
        if (change.hasOldImage()) {
            dynamodb.set("OldImage", image(change.oldImage()));
        }
        dynamodb.put("SequenceNumber", change.sequenceNumber());
        dynamodb.put("SizeBytes", change.sizeBytes());
        dynamodb.put("StreamViewType", change.streamViewTypeAsString());
        if (record.userIdentity() != null) {
            node.putObject("userIdentity")
                    .put("type", record.userIdentity().type())
                    .put("principalId", record.userIdentity().principalId());
        }
        node.put("eventSourceARN", eventSourceArn);
        return node;
    }

    private static ObjectNode image(Map<String, AttributeValue> attributes) {
        ObjectNode node = Json.object();
        new TreeMap<>(attributes).forEach((name, value) -> node.set(name, value(value)));
        return node;
    }

    private static ObjectNode value(AttributeValue value) {
        ObjectNode node = Json.object();
        switch (value.type()) {
            case S -> node.put("S", value.s());
            case N -> node.put("N", value.n());
            case B -> node.put("B", base64(value.b()));
            case SS -> value.ss().forEach(node.putArray("SS")::add);
            case NS -> value.ns().forEach(node.putArray("NS")::add);
            case BS -> {
                ArrayNode set = node.putArray("BS");
                value.bs().forEach(bytes -> set.add(base64(bytes)));
            }
            case M -> node.set("M", image(value.m()));
            case L -> {
                ArrayNode list = node.putArray("L");
                value.l().forEach(element -> list.add(value(element)));
            }
            case BOOL -> node.put("BOOL", value.bool());
            case NUL -> node.put("NULL", true);
            case UNKNOWN_TO_SDK_VERSION -> throw new IllegalStateException("attribute value of an unknown type");
        }
        return node;
    }

    private static String base64(SdkBytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.asByteArray());
    }

    /** Only what is needed to find it again: images may hold personal data and do not belong in logs. */
    @Override
    public String toString() {
        return "record " + sequenceNumber;
    }
}
