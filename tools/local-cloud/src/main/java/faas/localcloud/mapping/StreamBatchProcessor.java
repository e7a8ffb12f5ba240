package faas.localcloud.mapping;

import faas.localcloud.lambda.FunctionNames;
import faas.localcloud.lambda.FunctionSpec;
import faas.localcloud.lambda.InvocationResult;
import faas.localcloud.lambda.InvocationSource;
import faas.localcloud.lambda.LambdaService;
import faas.localcloud.mapping.FailureDestination.Condition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Sees a batch of a shard through: handed over, after failures again in whole or in parts, until every record has
 * succeeded or is discarded. Until then nothing later of that shard is handed over.
 */
final class StreamBatchProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(StreamBatchProcessor.class);

    private final Supplier<StreamMappingSpec> spec;
    private final String name;
    private final LambdaService lambda;
    private final SqsClient sqs;
    private final InstantSource clock;
    private final CountDownLatch closing;
    private final AtomicInteger inHand = new AtomicInteger();

    /**
     * A processor without records.
     *
     * @param spec asked at each step, since the mapping's values may change
     * @param closing at zero the mapping is being stopped
     */
    StreamBatchProcessor(
            Supplier<StreamMappingSpec> spec,
            LambdaService lambda,
            SqsClient sqs,
            InstantSource clock,
            CountDownLatch closing) {
        this.spec = spec;
        this.name = lambda.find(spec.get().functionName()).orElseThrow().name();
        this.lambda = lambda;
        this.sqs = sqs;
        this.clock = clock;
        this.closing = closing;
    }

    /** Of the function, for logs. */
    String name() {
        return name;
    }

    /** Records that were read and are not processed yet. */
    int inHand() {
        return inHand.get();
    }

    /** Adds records that were read and will be processed. */
    void read(int records) {
        inHand.addAndGet(records);
    }

    /** Returns when the batch is done with, or the mapping is being stopped. */
    void process(String shardId, List<StreamItem> items) throws InterruptedException {
        seeThrough(shardId, items);
        inHand.addAndGet(-items.size());
    }

    private void seeThrough(String shardId, List<StreamItem> items) throws InterruptedException {
        Deque<StreamBatch> pending = new ArrayDeque<>(List.of(StreamBatch.of(items)));
        @Nullable InvocationResult last = null;
        int invocations = 0;
        while (!pending.isEmpty() && closing.getCount() > 0) {
            StreamBatch batch = pending.removeFirst();
            List<StreamItem> expired = expired(batch);
            if (!expired.isEmpty()) {
                discard(Condition.RECORD_AGE_EXCEEDED, shardId, expired, invocations, last);
                if (expired.size() < batch.items().size()) {
                    pending.addFirst(new StreamBatch(
                            batch.items().subList(expired.size(), batch.items().size()), batch.retries()));
                }
                continue;
            }
            if (spec.get().maximumRetryAttempts() >= 0
                    && batch.retries() > spec.get().maximumRetryAttempts()) {
                discard(Condition.RETRY_ATTEMPTS_EXHAUSTED, shardId, batch.items(), invocations, last);
                continue;
            }
            if (batch.retries() > 0 && pause(Backoff.before(batch.retries()))) {
                return;
            }
            last = invoke(batch);
            invocations++;
            List<StreamBatch> again = again(batch, last);
            again.reversed().forEach(pending::addFirst);
        }
    }

    /** The records at the head that are older than the mapping allows; none while the function is debugged. */
    private List<StreamItem> expired(StreamBatch batch) {
        if (!spec.get().maximumRecordAge().isPositive()
                || lambda.isDebugged(spec.get().functionName())) {
            return List.of();
        }
        Instant oldest = clock.instant().minus(spec.get().maximumRecordAge());
        return batch.items().stream()
                .takeWhile(item -> item.created().isBefore(oldest))
                .toList();
    }

    /** A throttled batch is tried again without counting, for as long as its records are young enough. */
    private InvocationResult invoke(StreamBatch batch) throws InterruptedException {
        String event = BatchBuffer.event(batch.items());
        for (int retry = 1; ; retry++) {
            InvocationResult result = handOver(event, batch.items().size());
            if (!(result instanceof InvocationResult.Throttled)
                    || !expired(batch).isEmpty()
                    || pause(Backoff.before(retry))) {
                return result;
            }
        }
    }

    /** What goes wrong in the engine itself is a system error, which is treated as a throttle: the records stay. */
    private InvocationResult handOver(String event, int records) {
        try {
            return lambda.invoke(spec.get().functionName(), event, InvocationSource.stream(records));
        } catch (RuntimeException e) {
            if (closing.getCount() > 0) {
                LOG.warn("{}: a batch of {} records was not handed over", name, records, e);
            }
            return InvocationResult.Throttled.bySystemError(e);
        }
    }

    private List<StreamBatch> again(StreamBatch batch, InvocationResult result) {
        boolean bisect = spec.get().bisectBatchOnFunctionError();
        return switch (result) {
            case InvocationResult.Success success when !spec.get().reportBatchItemFailures() -> List.of();
            case InvocationResult.Success success -> {
                Set<String> ids =
                        batch.items().stream().map(StreamItem::sequenceNumber).collect(Collectors.toSet());
                yield switch (BatchResponse.parse(success.payload(), ids)) {
                    case BatchResponse.AllSucceeded() -> List.of();
                    case BatchResponse.SomeFailed(Set<String> failed) -> {
                        LOG.warn("{}: {} of {} records failed", name, failed.size(), ids.size());
                        yield batch.afterFailureOf(failed, bisect);
                    }
                    case BatchResponse.Unusable(String reason) -> {
                        LOG.warn("{}: batch response unusable: {}", name, reason);
                        yield batch.afterFailure(bisect);
                    }
                };
            }
            case InvocationResult.FunctionError error -> {
                LOG.warn(
                        "{}: request {} failed ({}) with {} records, retry {}",
                        name,
                        error.requestId(),
                        error.kind(),
                        batch.items().size(),
                        batch.retries());
                yield batch.afterFailure(bisect);
            }
            case InvocationResult.Throttled _ -> List.of(batch);
            case InvocationResult.NotFound _, InvocationResult.TooLarge _ -> batch.afterFailure(bisect);
        };
    }

    private void discard(
            Condition condition,
            String shardId,
            List<StreamItem> items,
            int invocations,
            @Nullable InvocationResult last)
            throws InterruptedException {
        LOG.warn(
                "{}: discarded {} records of {} from {}: {}",
                name,
                items.size(),
                shardId,
                items.getFirst().sequenceNumber(),
                condition);
        FunctionSpec function = lambda.find(spec.get().functionName()).orElseThrow();
        Optional<String> destination = spec.get().onFailureArn();
        if (destination.isPresent()) {
            String queueArn = destination.get();
            String message = FailureDestination.message(
                    condition,
                    function,
                    FunctionNames.invokedArn(function.arn(), spec.get().functionName()),
                    spec.get().eventSourceArn(),
                    shardId,
                    items,
                    invocations,
                    last,
                    clock.instant());
            for (int retry = 1; !sent(queueArn, message) && !pause(Backoff.before(retry)); retry++) {
                // Tried until it is sent: the message is the only trace of these records.
            }
        }
    }

    private boolean sent(String queueArn, String message) {
        try {
            String queue = queueArn.substring(queueArn.lastIndexOf(':') + 1);
            String queueUrl =
                    sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl();
            sqs.sendMessage(request -> request.queueUrl(queueUrl).messageBody(message));
            return true;
        } catch (SdkException e) {
            LOG.warn("{}: not sent to {}: {}", name, queueArn, e.getMessage());
            return false;
        }
    }

    /** True if the mapping is being stopped. */
    private boolean pause(Duration duration) throws InterruptedException {
        return closing.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    }
}
