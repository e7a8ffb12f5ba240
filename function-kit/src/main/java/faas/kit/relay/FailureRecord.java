package faas.kit.relay;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import faas.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A record of a table's stream that the relay passed over, as it is sent to the failure queue.
 *
 * <p>The message is one JSON object. {@value #TYPE} in {@code type} tells it from Lambda's own invocation record in the
 * same queue, which has no {@code type} and holds positions only (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html">Retaining discarded records</a>).
 *
 * <table>
 * <caption>Members</caption>
 * <tr><td>{@code type}</td><td>{@value #TYPE}; the number rises when the format changes</td></tr>
 * <tr><td>{@code function}, {@code requestId}</td><td>the relay's physical name, and the invocation</td></tr>
 * <tr><td>{@code table}</td><td>physical name of the table</td></tr>
 * <tr><td>{@code sequenceNumber}</td><td>the record's place in its shard; repeats of one record have the same number
 * and {@code table}</td></tr>
 * <tr><td>{@code reason}</td><td>{@code UNREADABLE}, {@code TOO_LARGE} for the topic, or {@code REFUSED} by the
 * topic</td></tr>
 * <tr><td>{@code detail}</td><td>what was wrong with it; begins with the type if that concerns an older version of the
 * event</td></tr>
 * <tr><td>{@code eventId}</td><td>the item's event id; null if it is missing or no text</td></tr>
 * <tr><td>{@code eventLeftOut}</td><td>true if the queue does not accept the event, which is in the item only</td></tr>
 * <tr><td>{@code record}</td><td>the record as Lambda hands it to a function, cut to what the relay reads: all keys,
 * and {@code eventId} and {@code event} of the new image, whatever their type</td></tr>
 * </table>
 *
 * <p>To send it back through the relay, invoke the function with <code>{"Records": [record]}</code>. An answer without
 * failures says that the event was published, or sent to the failure queue again. If the event was left out, the
 * table's item of these keys has it, as long as its {@code eventId} is this one. A record may be sent more than once.
 */
public record FailureRecord(
        String function, String requestId, Reason reason, String detail, DynamodbStreamRecord streamRecord) {

    /** The value of the member {@code type}. */
    public static final String TYPE = "relay-failure.v1";

    /** Why the record was passed over. */
    public enum Reason {
        /** Its event cannot be read or converted to an older version, or it has only one of event and event id. */
        UNREADABLE,
        /** Its event is larger than what the topic takes. */
        TOO_LARGE,
        /** The topic refuses this event for its content. */
        REFUSED
    }

    /**
     * The message.
     *
     * @param withEvent whether the event itself is part of it
     */
    public String toJson(boolean withEvent) {
        StreamRecord change = streamRecord.getDynamodb();
        @Nullable AttributeValue id = change.getNewImage().get(OutboxRelay.EVENT_ID);
        return new JsonObject()
                .put("type", TYPE)
                .put("function", function)
                .put("requestId", requestId)
                .put("table", table(streamRecord.getEventSourceARN()))
                .put("sequenceNumber", change.getSequenceNumber())
                .put("reason", reason)
                .put("detail", detail)
                .put("eventId", id == null ? null : id.getS())
                .put("eventLeftOut", !withEvent)
                .put("record", copy(change, withEvent))
                .toString();
    }

    private JsonObject copy(StreamRecord change, boolean withEvent) {
        Map<String, AttributeValue> image = new LinkedHashMap<>(change.getNewImage());
        image.keySet()
                .retainAll(
                        withEvent ? List.of(OutboxRelay.EVENT_ID, OutboxRelay.EVENT) : List.of(OutboxRelay.EVENT_ID));
        return new JsonObject()
                .put("eventID", streamRecord.getEventID())
                .put("eventName", streamRecord.getEventName())
                .put("eventVersion", streamRecord.getEventVersion())
                .put("eventSource", streamRecord.getEventSource())
                .put("awsRegion", streamRecord.getAwsRegion())
                .put("eventSourceARN", streamRecord.getEventSourceARN())
                .put(
                        "dynamodb",
                        new JsonObject()
                                .put("Keys", attributes(change.getKeys()))
                                .put("NewImage", attributes(image))
                                .put("SequenceNumber", change.getSequenceNumber())
                                .put("StreamViewType", change.getStreamViewType()));
    }

    /** From {@code arn:aws:dynamodb:<region>:<account>:table/<name>/stream/<label>}; null if it is none. */
    private static @Nullable String table(@Nullable String streamArn) {
        String before = ":table/";
        int start = streamArn == null ? -1 : streamArn.indexOf(before);
        if (streamArn == null || start < 0) {
            return null;
        }
        int end = streamArn.indexOf('/', start + before.length());
        return streamArn.substring(start + before.length(), end < 0 ? streamArn.length() : end);
    }

    private static JsonObject attributes(@Nullable Map<String, AttributeValue> attributes) {
        JsonObject json = new JsonObject();
        if (attributes != null) {
            new TreeMap<>(attributes).forEach((name, value) -> json.put(name, json(value)));
        }
        return json;
    }

    /** As DynamoDB writes it. A set, which no event is, becomes {@code NULL}: its elements are left out. */
    private static JsonObject json(AttributeValue value) {
        JsonObject typed = new JsonObject();
        if (value.getM() != null) {
            return typed.put("M", attributes(value.getM()));
        }
        if (value.getL() != null) {
            return typed.put("L", value.getL().stream().map(FailureRecord::json).toList());
        }
        if (value.getB() != null) {
            ByteBuffer bytes = Base64.getEncoder().encode(value.getB().duplicate());
            return typed.put("B", StandardCharsets.US_ASCII.decode(bytes).toString());
        }
        if (value.getS() != null) {
            return typed.put("S", value.getS());
        }
        if (value.getN() != null) {
            return typed.put("N", value.getN());
        }
        return value.getBOOL() == null ? typed.put("NULL", true) : typed.put("BOOL", value.getBOOL());
    }
}
