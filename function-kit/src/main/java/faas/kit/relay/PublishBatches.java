package faas.kit.relay;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Splits events into the batches that one publish takes: 10 entries, 256 KiB together, attributes included (<a
 * href="https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html">PublishBatch</a>). The order stays. An event
 * larger than a batch gets one of its own, so that it fails alone.
 */
final class PublishBatches {
    static final int MOST_ENTRIES = 10;
    static final int MOST_BYTES = 256 * 1024;

    /** An attribute's name, data type and value count towards the size. */
    private static final int DATA_TYPE_BYTES = "String".length();

    private PublishBatches() {}

    static <T extends HasEvent> List<List<T>> of(List<T> events) {
        List<List<T>> batches = new ArrayList<>();
        List<T> batch = new ArrayList<>();
        int bytes = 0;
        for (T event : events) {
            int size = bytes(event.event());
            if (!batch.isEmpty() && (batch.size() == MOST_ENTRIES || bytes + size > MOST_BYTES)) {
                batches.add(batch);
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(event);
            bytes += size;
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }

    static int bytes(OutgoingEvent event) {
        int bytes = utf8(event.body()) + attribute("type", event.type());
        for (Map.Entry<String, String> attribute : event.attributes().entrySet()) {
            bytes += attribute(attribute.getKey(), attribute.getValue());
        }
        return bytes;
    }

    private static int attribute(String name, String value) {
        return utf8(name) + DATA_TYPE_BYTES + utf8(value);
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Something that carries an event and travels with it through the split. */
    interface HasEvent {
        OutgoingEvent event();
    }
}
