package faas.localcloud.mapping;

import faas.localcloud.filter.EventFilter;
import faas.localcloud.lambda.LambdaService;
import faas.localcloud.mapping.StreamMappingSpec.StartingPosition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Follows the shards of one table stream: each has a reader of its own, and a shard is not read before its parent has
 * been read and processed to the end, so that the changes of one item stay in order.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html#Streams.Processing">Shards</a>
 */
final class StreamMapping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamMapping.class);
    private static final Duration DISCOVERY_INTERVAL = Duration.ofSeconds(5);

    private final DynamoDbStreamsClient streams;
    private final boolean debugged;
    private final InstantSource clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final StreamBatchProcessor processor;
    private final Map<String, Thread> readers = new ConcurrentHashMap<>();
    private final Set<String> finished = ConcurrentHashMap.newKeySet();
    private volatile StreamMappingSpec spec;
    private volatile EventFilter filter;
    private boolean discovered;
    private volatile boolean polling;
    /** Why the stream was last not described or read. */
    private volatile String problem = "no answer yet";

    StreamMapping(
            StreamMappingSpec spec,
            LambdaService lambda,
            SqsClient sqs,
            DynamoDbStreamsClient streams,
            InstantSource clock) {
        this.spec = spec;
        this.streams = streams;
        this.filter = EventFilter.of(spec.filterPatterns());
        this.debugged = lambda.isDebugged(spec.functionName());
        this.clock = clock;
        this.processor = new StreamBatchProcessor(() -> this.spec, lambda, sqs, clock, closing);
    }

    StreamMappingSpec spec() {
        return spec;
    }

    /**
     * Takes other values for the same stream and function, from the next batch on, except for the starting position and
     * the parallelization factor. It stays where it is in the stream.
     */
    void change(StreamMappingSpec changed) {
        filter = EventFilter.of(changed.filterPatterns());
        spec = changed;
    }

    void start() {
        Thread.ofVirtual().name("shards-" + processor.name()).start(this::run);
    }

    boolean polling() {
        return polling;
    }

    /** What the mapping polls, and why it cannot. */
    String problem() {
        return processor.name() + ": reading " + spec.streamArn() + ": " + problem;
    }

    int recordsInHand() {
        return processor.inHand();
    }

    /** Takes no further records and waits for the batches under way, unless one may rest at a breakpoint. */
    @Override
    public void close() {
        closing.countDown();
        if (debugged) {
            return;
        }
        try {
            for (Thread reader : readers.values()) {
                if (!reader.join(Duration.ofSeconds(30))) {
                    LOG.warn("{}: a batch is still under way 30 s after the mapping was stopped", processor.name());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            do {
                discover();
            } while (!closing.await(DISCOVERY_INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void discover() {
        try {
            List<Shard> shards = shards();
            startReaders(shards, !discovered);
            discovered = true;
            // A stream may be without a shard until its table is written to.
            polling |= shards.isEmpty();
        } catch (SdkException e) {
            problem = String.valueOf(e.getMessage());
            LOG.warn("{}: describing {}: {}", processor.name(), spec.streamArn(), problem);
        }
    }

    private List<Shard> shards() {
        List<Shard> shards = new ArrayList<>();
        String next = null;
        do {
            String from = next;
            DescribeStreamResponse page = streams.describeStream(
                    request -> request.streamArn(spec.streamArn()).exclusiveStartShardId(from));
            shards.addAll(page.streamDescription().shards());
            next = page.streamDescription().lastEvaluatedShardId();
        } while (next != null);
        return shards;
    }

    private void startReaders(List<Shard> shards, boolean atStart) {
        boolean latest = atStart && spec.startingPosition() == StartingPosition.LATEST;
        Set<String> known = new HashSet<>();
        shards.forEach(shard -> known.add(shard.shardId()));
        for (Shard shard : shards) {
            boolean closed = shard.sequenceNumberRange().endingSequenceNumber() != null;
            if (latest && closed) {
                finished.add(shard.shardId());
            }
            String parent = shard.parentShardId();
            boolean parentDone = parent == null || !known.contains(parent) || finished.contains(parent);
            if (parentDone && !finished.contains(shard.shardId())) {
                readers.computeIfAbsent(shard.shardId(), id -> startReader(id, latest));
            }
        }
    }

    private Thread startReader(String shardId, boolean latest) {
        ShardReader reader = new ShardReader(
                () -> spec,
                shardId,
                latest ? ShardIteratorType.LATEST : ShardIteratorType.TRIM_HORIZON,
                streams,
                record -> filter.matches(record),
                clock,
                processor,
                closing,
                () -> polling = true,
                why -> problem = why);
        return Thread.ofVirtual()
                .name("shard-" + processor.name() + "-" + shardId)
                .start(() -> read(shardId, reader));
    }

    private void read(String shardId, ShardReader reader) {
        try {
            reader.run();
            finished.add(shardId);
            if (closing.getCount() > 0) {
                discover();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("{}: reading {} ended, its records are not processed", processor.name(), shardId, e);
        }
    }
}
