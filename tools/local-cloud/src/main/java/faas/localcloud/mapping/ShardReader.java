package faas.localcloud.mapping;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Reads one shard from its start to its end, four polls a second, and has its records processed in order. With a
 * parallelization factor the records go to as many lanes by their item's key: one key's changes stay in order.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html#dynamodb-polling-and-batching">Polling and
 *     batching</a>
 */
final class ShardReader {
    private static final Logger LOG = LoggerFactory.getLogger(ShardReader.class);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(250);
    private static final int READ_MAX = 1_000;
    /** Reads that may wait for a lane that is held up; then the reader waits too. */
    private static final int READS_AHEAD = 4;

    /** Ends a lane: nothing else that is handed over is empty. */
    private static final List<StreamItem> END = List.of();

    private final Supplier<StreamMappingSpec> spec;
    private final String shardId;
    private final ShardIteratorType start;
    private final DynamoDbStreamsClient streams;
    private final Predicate<String> filter;
    private final String eventSourceArn;
    private final String region;
    private final InstantSource clock;
    private final StreamBatchProcessor processor;
    private final CountDownLatch closing;
    private final Runnable polled;
    private final Consumer<String> failed;
    private final List<BlockingQueue<List<StreamItem>>> lanes = new ArrayList<>();
    private @Nullable String lastRead;
    private boolean oldestFirst;

    /**
     * A reader at the shard's start.
     *
     * @param spec asked for each batch, since the mapping's values may change
     * @param filter whether a record's JSON passes
     * @param polled called after each read
     * @param failed told why a read failed
     */
    ShardReader(
            Supplier<StreamMappingSpec> spec,
            String shardId,
            ShardIteratorType start,
            DynamoDbStreamsClient streams,
            Predicate<String> filter,
            InstantSource clock,
            StreamBatchProcessor processor,
            CountDownLatch closing,
            Runnable polled,
            Consumer<String> failed) {
        this.spec = spec;
        this.shardId = shardId;
        this.start = start;
        this.streams = streams;
        this.filter = filter;
        this.eventSourceArn = spec.get().eventSourceArn();
        this.region = eventSourceArn.split(":", -1)[3];
        this.clock = clock;
        this.processor = processor;
        this.closing = closing;
        this.polled = polled;
        this.failed = failed;
    }

    /** Returns when the shard has ended and all its records are processed, or the mapping is being stopped. */
    void run() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int lane = 0; lane < spec.get().parallelizationFactor(); lane++) {
            BlockingQueue<List<StreamItem>> queue = new ArrayBlockingQueue<>(READS_AHEAD);
            lanes.add(queue);
            threads.add(Thread.ofVirtual()
                    .name("stream-" + processor.name() + "-" + lane)
                    .start(() -> process(queue)));
        }
        try {
            read();
            for (BlockingQueue<List<StreamItem>> lane : lanes) {
                lane.put(END);
            }
            for (Thread thread : threads) {
                thread.join();
            }
        } finally {
            threads.forEach(Thread::interrupt);
        }
    }

    private void read() throws InterruptedException {
        String iterator = null;
        boolean ended = false;
        while (!ended && closing.getCount() > 0) {
            Instant begin = clock.instant();
            int found = 0;
            try {
                if (iterator == null) {
                    iterator = iterator();
                }
                String current = iterator;
                GetRecordsResponse response = streams.getRecords(
                        request -> request.shardIterator(current).limit(READ_MAX));
                found = response.records().size();
                handOver(response);
                iterator = response.nextShardIterator();
                ended = iterator == null;
                polled.run();
            } catch (ExpiredIteratorException expired) {
                // Older than 15 minutes, since processing held the reading up.
                iterator = null;
            } catch (TrimmedDataAccessException trimmed) {
                // Everything in the shard is newer than the position. DynamoDB Local answers so to the first read of a
                // table's first record after other tables were written to.
                oldestFirst = true;
                iterator = null;
            } catch (SdkException e) {
                failed.accept(String.valueOf(e.getMessage()));
                LOG.warn("{}: reading {}: {}", processor.name(), shardId, e.getMessage());
            }
            // A full read means that the reader is behind: then it does not wait.
            Duration rest = POLL_INTERVAL.minus(Duration.between(begin, clock.instant()));
            if (!ended && found < READ_MAX && rest.isPositive()) {
                var _ = closing.await(rest.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private @Nullable String iterator() {
        String after = lastRead;
        return streams.getShardIterator(request -> {
                    request.streamArn(spec.get().streamArn()).shardId(shardId);
                    if (after == null) {
                        request.shardIteratorType(oldestFirst ? ShardIteratorType.TRIM_HORIZON : start);
                    } else {
                        request.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                                .sequenceNumber(after);
                    }
                })
                .shardIterator();
    }

    private void handOver(GetRecordsResponse response) throws InterruptedException {
        List<List<StreamItem>> shares =
                lanes.stream().<List<StreamItem>>map(_ -> new ArrayList<>()).toList();
        Instant read = clock.instant();
        for (var record : response.records()) {
            StreamItem item = StreamItem.of(record, eventSourceArn, region, read);
            lastRead = item.sequenceNumber();
            if (filter.test(item.json())) {
                shares.get(Math.floorMod(item.key().hashCode(), lanes.size())).add(item);
            }
        }
        for (int lane = 0; lane < lanes.size(); lane++) {
            if (!shares.get(lane).isEmpty()) {
                processor.read(shares.get(lane).size());
                lanes.get(lane).put(shares.get(lane));
            }
        }
    }

    private void process(BlockingQueue<List<StreamItem>> lane) {
        BatchBuffer<StreamItem> buffer = emptyBuffer();
        Deque<StreamItem> arrived = new ArrayDeque<>();
        boolean ended = false;
        try {
            while (!ended || !arrived.isEmpty()) {
                if (buffer.isEmpty()) {
                    // The mapping may have been changed while no record came.
                    buffer = emptyBuffer();
                }
                boolean noRoom = !fill(buffer, arrived);
                List<StreamItem> more = noRoom ? null : next(lane, buffer);
                ended |= more != null && more.isEmpty();
                if (more == null || more.isEmpty()) {
                    flush(buffer);
                } else {
                    arrived.addAll(more);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private BatchBuffer<StreamItem> emptyBuffer() {
        StreamMappingSpec current = spec.get();
        return new BatchBuffer<>(current.batchSize(), current.window(), clock);
    }

    /** False if the batch is full. */
    private static boolean fill(BatchBuffer<StreamItem> buffer, Deque<StreamItem> arrived) {
        while (!arrived.isEmpty() && buffer.offer(arrived.getFirst())) {
            arrived.removeFirst();
        }
        return arrived.isEmpty() && buffer.room() > 0;
    }

    /** What was read next; null when the batch's window is over and nothing more has been read. */
    private static @Nullable List<StreamItem> next(BlockingQueue<List<StreamItem>> lane, BatchBuffer<StreamItem> buffer)
            throws InterruptedException {
        Optional<Duration> left = buffer.remaining();
        return left.isEmpty() ? lane.take() : lane.poll(left.get().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void flush(BatchBuffer<StreamItem> buffer) throws InterruptedException {
        if (!buffer.isEmpty()) {
            processor.process(shardId, buffer.take());
        }
    }
}
