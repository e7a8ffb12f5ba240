package faas.localcloud.mapping;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gathers records into batches: a batch is handed over when it has its size, when its window has passed since its first
 * record, or when the next record would make the event larger than Lambda takes. For use by one thread.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html#invocation-eventsourcemapping-batching">Batching</a>
 */
final class BatchBuffer<T extends BatchBuffer.Sized> {
    /** A record as it stands in the event. */
    interface Sized {
        /** The record's JSON. */
        String json();

        /** Bytes of the JSON in UTF-8. */
        int bytes();
    }

    /** Payload quota of an invocation, less the frame around the records. */
    static final int MAX_BYTES = 6 * 1024 * 1024 - 1024;

    private final int batchSize;
    private final Duration window;
    private final InstantSource clock;
    private final List<T> records = new ArrayList<>();
    private Instant opened = Instant.MAX;
    private long bytes;

    BatchBuffer(int batchSize, Duration window, InstantSource clock) {
        this.batchSize = batchSize;
        this.window = window;
        this.clock = clock;
    }

    /** Takes the record, or returns false where it has no room: then the batch must be handed over first. */
    boolean offer(T record) {
        if (records.size() >= batchSize || (!records.isEmpty() && bytes + record.bytes() + 1 > MAX_BYTES)) {
            return false;
        }
        if (records.isEmpty()) {
            opened = clock.instant();
        }
        records.add(record);
        bytes += record.bytes() + 1;
        return true;
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    /** Records that still fit by number. */
    int room() {
        return batchSize - records.size();
    }

    /** Whether the batch is to be handed over now. */
    boolean due() {
        return !records.isEmpty()
                && (records.size() >= batchSize
                        || remaining().map(Duration::isZero).orElse(false));
    }

    /** What is left of the window, zero when it has passed; empty while there is no record. */
    Optional<Duration> remaining() {
        if (records.isEmpty()) {
            return Optional.empty();
        }
        Duration left = Duration.between(clock.instant(), opened.plus(window));
        return Optional.of(left.isNegative() ? Duration.ZERO : left);
    }

    /** The batch; the buffer is empty afterwards. */
    List<T> take() {
        List<T> batch = List.copyOf(records);
        records.clear();
        bytes = 0;
        return batch;
    }

    /** The event that holds these records. */
    static String event(List<? extends Sized> records) {
        StringBuilder event = new StringBuilder("{\"Records\":[");
        for (int i = 0; i < records.size(); i++) {
            event.append(i == 0 ? "" : ",").append(records.get(i).json());
        }
        return event.append("]}").toString();
    }
}
