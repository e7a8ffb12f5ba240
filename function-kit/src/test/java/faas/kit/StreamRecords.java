package faas.kit;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records of a table's stream, for tests. */
public final class StreamRecords {
    private StreamRecords() {}

    public static DynamodbEvent batch(DynamodbStreamRecord... records) {
        DynamodbEvent event = new DynamodbEvent();
        event.setRecords(List.of(records));
        return event;
    }

    /** A change of an item; null images are absent. */
    public static DynamodbStreamRecord change(
            String name,
            String sequenceNumber,
            @Nullable Map<String, String> oldImage,
            @Nullable Map<String, String> newImage) {
        StreamRecord change = new StreamRecord().withSequenceNumber(sequenceNumber);
        if (oldImage != null) {
            change.setOldImage(image(oldImage));
        }
        if (newImage != null) {
            change.setNewImage(image(newImage));
        }
        DynamodbStreamRecord streamRecord = new DynamodbStreamRecord();
        streamRecord.setEventName(name);
        streamRecord.setDynamodb(change);
        return streamRecord;
    }

    /** Sequence numbers that the response reports as failed. */
    public static List<String> failures(StreamsEventResponse response) {
        return response.getBatchItemFailures().stream()
                .map(StreamsEventResponse.BatchItemFailure::getItemIdentifier)
                .toList();
    }

    private static Map<String, AttributeValue> image(Map<String, String> attributes) {
        Map<String, AttributeValue> image = new HashMap<>();
        attributes.forEach((name, value) -> image.put(name, new AttributeValue(value)));
        return image;
    }
}
