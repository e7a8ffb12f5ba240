package faas.localcloud.mapping;

import faas.localcloud.lambda.InvocationResult;
import faas.localcloud.lambda.InvocationSource;
import faas.localcloud.lambda.LambdaService;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/**
 * Polls one queue, gathers batches and invokes the function with each, several at a time. A message is deleted only
 * after the function has succeeded with it; what failed stays, and becomes visible when the queue's visibility timeout
 * is over.
 *
 * <p>A FIFO queue gives out no message of a group while an earlier one of it is in flight, so batches that are
 * processed at one time have no group in common, and nothing overtakes a message that failed.
 *
 * <p>While the function is debugged, batches go one at a time, and what was received stays invisible until its batch is
 * done; then what failed in it becomes visible again after the queue's visibility timeout.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">Using Lambda with SQS</a>
 */
final class SqsMapping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SqsMapping.class);
    private static final Duration LONG_POLL = Duration.ofSeconds(20);
    /** SQS waits in whole seconds; what is left of a window below that is spent asking this often. */
    private static final Duration SHORT_POLL = Duration.ofMillis(100);

    private static final int RECEIVE_MAX = 10;

    /**
     * For how long a debugged function's messages stay invisible, unless they are given back: the longest that SQS
     * allows.
     */
    private static final Duration DEBUGGED_VISIBILITY = Duration.ofHours(12);

    private final String name;
    private final LambdaService lambda;
    private final SqsClient sqs;
    private final boolean debugged;
    private final InstantSource clock;
    private final SqsScaling scaling;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Phaser batches = new Phaser(1);
    private final Deque<SqsRecord> carried = new ArrayDeque<>();
    private volatile SqsMappingSpec spec;
    private volatile SqsFilter filter;
    private volatile Duration visibilityTimeout = Duration.ofSeconds(30);
    private volatile boolean polling;
    /** Why the last poll failed. */
    private volatile String problem = "no answer yet";

    SqsMapping(SqsMappingSpec spec, LambdaService lambda, SqsClient sqs, int concurrency, InstantSource clock) {
        this.spec = spec;
        this.name = lambda.find(spec.functionName()).orElseThrow().name();
        this.lambda = lambda;
        this.sqs = sqs;
        this.filter = new SqsFilter(spec.filterPatterns());
        this.clock = clock;
        this.debugged = lambda.isDebugged(spec.functionName());
        this.scaling = new SqsScaling(spec.maximumConcurrency(), debugged ? 1 : concurrency, clock);
    }

    SqsMappingSpec spec() {
        return spec;
    }

    /** Takes other values for the same queue and function, from the next batch on, and those that the queue has now. */
    void change(SqsMappingSpec changed, int concurrency) {
        filter = new SqsFilter(changed.filterPatterns());
        spec = changed;
        visibilityTimeout = queueVisibilityTimeout();
        scaling.change(changed.maximumConcurrency(), debugged ? 1 : concurrency);
    }

    void start() {
        Thread.ofVirtual().name("sqs-" + name).start(this::run);
    }

    boolean polling() {
        return polling;
    }

    /** What the mapping polls, and why it cannot. */
    String problem() {
        return name + ": receiving from " + spec.queueUrl() + ": " + problem;
    }

    /** Takes no further messages and waits for the batches under way, unless one may rest at a breakpoint. */
    @Override
    public void close() {
        closing.countDown();
        batches.arriveAndDeregister();
        if (debugged) {
            return;
        }
        try {
            batches.awaitAdvanceInterruptibly(0, 30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            LOG.warn("{}: a batch is still under way 30 s after the mapping was stopped", name);
        }
    }

    private void run() {
        try {
            while (open()) {
                List<SqsRecord> batch = gather();
                if (!batch.isEmpty()) {
                    scaling.acquire();
                    batches.register();
                    if (spec.fifo() && !carried.isEmpty()) {
                        processBeforeCarried(batch);
                    } else {
                        Thread.ofVirtual().name("sqs-batch-" + name).start(() -> process(batch));
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean open() {
        return closing.getCount() > 0;
    }

    private Duration queueVisibilityTimeout() {
        String seconds = sqs.getQueueAttributes(request ->
                        request.queueUrl(spec.queueUrl()).attributeNames(QueueAttributeName.VISIBILITY_TIMEOUT))
                .attributes()
                .get(QueueAttributeName.VISIBILITY_TIMEOUT);
        return seconds == null ? visibilityTimeout : Duration.ofSeconds(Long.parseLong(seconds));
    }

    /** A batch; empty if the queue was, for as long as a long poll waits. */
    private List<SqsRecord> gather() throws InterruptedException {
        BatchBuffer<SqsRecord> buffer = emptyBuffer();
        while (open()) {
            if (buffer.isEmpty()) {
                // The mapping may have been changed while no message came.
                buffer = emptyBuffer();
            }
            boolean fits = fill(buffer);
            if (!fits || buffer.due()) {
                break;
            }
            int found = receive(buffer);
            if (found == 0 && buffer.isEmpty()) {
                scaling.idle();
            } else if (found == 0) {
                pause(buffer.remaining()
                        .filter(left -> left.compareTo(SHORT_POLL) < 0)
                        .orElse(SHORT_POLL));
            }
        }
        return buffer.take();
    }

    private BatchBuffer<SqsRecord> emptyBuffer() {
        SqsMappingSpec current = spec;
        return new BatchBuffer<>(current.batchSize(), current.window(), clock);
    }

    /** False if there is a message that has no room in this batch. */
    private boolean fill(BatchBuffer<SqsRecord> buffer) {
        while (!carried.isEmpty()) {
            if (!buffer.offer(carried.getFirst())) {
                return false;
            }
            carried.removeFirst();
        }
        return true;
    }

    private int receive(BatchBuffer<SqsRecord> buffer) throws InterruptedException {
        // The first poll does not wait: it shows that the queue can be read.
        Duration wait = polling ? buffer.remaining().orElse(LONG_POLL) : Duration.ZERO;
        try {
            if (!polling) {
                visibilityTimeout = queueVisibilityTimeout();
            }
            List<SqsRecord> received = sqs
                    .receiveMessage(ReceiveMessageRequest.builder()
                            .queueUrl(spec.queueUrl())
                            .maxNumberOfMessages(Math.min(RECEIVE_MAX, buffer.room()))
                            .visibilityTimeout(debugged ? (int) DEBUGGED_VISIBILITY.toSeconds() : null)
                            .waitTimeSeconds((int) Math.min(wait.toSeconds(), LONG_POLL.toSeconds()))
                            .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                            .messageAttributeNames("All")
                            .build())
                    .messages()
                    .stream()
                    .map(message -> SqsRecord.of(message, spec.queueArn(), clock.instant()))
                    .toList();
            polling = true;
            if (open()) {
                sort(received);
            }
            return received.size();
        } catch (SdkException e) {
            if (open()) {
                problem = String.valueOf(e.getMessage());
                LOG.warn("{}: receiving from {}: {}", name, spec.queueUrl(), problem);
                pause(Duration.ofSeconds(1));
            }
            return 0;
        }
    }

    /** Keeps what a filter pattern matches; a message that matches none is done with. */
    private void sort(List<SqsRecord> received) {
        if (spec.filterPatterns().isEmpty()) {
            carried.addAll(received);
            return;
        }
        var matched = received.stream().collect(Collectors.partitioningBy(message -> filter.matches(message)));
        carried.addAll(matched.getOrDefault(true, List.of()));
        delete(matched.getOrDefault(false, List.of()));
    }

    /**
     * What was received with this batch and had no room in it may be of its groups: it waits for the batch, and comes
     * again with what failed of its group.
     */
    private void processBeforeCarried(List<SqsRecord> batch) {
        List<SqsRecord> done = process(batch);
        Set<String> stopped = batch.stream()
                .filter(message -> !done.contains(message))
                .map(SqsRecord::group)
                .collect(Collectors.toSet());
        List<SqsRecord> withThem = carried.stream()
                .filter(message -> stopped.contains(message.group()))
                .toList();
        carried.removeAll(withThem);
        giveBack(withThem, List.of());
    }

    /** The messages that the function has succeeded with. */
    private List<SqsRecord> process(List<SqsRecord> batch) {
        List<SqsRecord> done = List.of();
        try {
            List<SqsRecord> succeeded = succeeded(batch, invoke(batch));
            delete(succeeded);
            done = succeeded;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The messages were not deleted and come again.
            LOG.warn("{}: a batch of {} messages failed", name, batch.size(), e);
        } finally {
            scaling.release();
            batches.arriveAndDeregister();
        }
        giveBack(batch, done);
        return done;
    }

    /** While the function is debugged, nothing else makes messages that are not done visible again. */
    private void giveBack(List<SqsRecord> messages, List<SqsRecord> done) {
        if (!debugged || !open()) {
            return;
        }
        try {
            messages.stream()
                    .filter(message -> !done.contains(message))
                    .forEach(message -> sqs.changeMessageVisibility(request -> request.queueUrl(spec.queueUrl())
                            .receiptHandle(message.receiptHandle())
                            .visibilityTimeout((int) visibilityTimeout.toSeconds())));
        } catch (SdkException e) {
            LOG.warn("{}: messages do not come again before {}: {}", name, DEBUGGED_VISIBILITY, e.getMessage());
        }
    }

    /** A throttled batch is tried again until its messages' visibility timeout is over; then they come again anyway. */
    private InvocationResult invoke(List<SqsRecord> batch) throws InterruptedException {
        String event = BatchBuffer.event(batch);
        Instant visibleAgain = batch.getFirst().received().plus(debugged ? DEBUGGED_VISIBILITY : visibilityTimeout);
        for (int retry = 1; ; retry++) {
            InvocationResult result = lambda.invoke(spec.functionName(), event, InvocationSource.sqs(batch.size()));
            if (!(result instanceof InvocationResult.Throttled)
                    || clock.instant().plus(Backoff.before(retry)).isAfter(visibleAgain)
                    || pause(Backoff.before(retry))) {
                return result;
            }
        }
    }

    private List<SqsRecord> succeeded(List<SqsRecord> batch, InvocationResult result) {
        return switch (result) {
            case InvocationResult.Success success when !spec.reportBatchItemFailures() -> batch;
            case InvocationResult.Success success -> {
                Set<String> ids = batch.stream().map(SqsRecord::messageId).collect(Collectors.toSet());
                yield switch (BatchResponse.parse(success.payload(), ids)) {
                    case BatchResponse.AllSucceeded() -> batch;
                    case BatchResponse.SomeFailed(Set<String> failed) ->
                        batch.stream()
                                .filter(message -> !failed.contains(message.messageId()))
                                .toList();
                    case BatchResponse.Unusable(String reason) -> {
                        LOG.warn("{}: batch response unusable, all messages come again: {}", name, reason);
                        yield List.of();
                    }
                };
            }
            case InvocationResult.FunctionError error -> {
                LOG.warn(
                        "{}: request {} failed ({}), messages {} come again",
                        name,
                        error.requestId(),
                        error.kind(),
                        batch.stream().map(SqsRecord::messageId).toList());
                yield List.of();
            }
            case InvocationResult.Throttled _, InvocationResult.NotFound _, InvocationResult.TooLarge _ -> {
                LOG.warn("{}: {} messages not processed: {}", name, batch.size(), result);
                yield List.of();
            }
        };
    }

    private void delete(List<SqsRecord> done) {
        for (int from = 0; from < done.size(); from += RECEIVE_MAX) {
            List<SqsRecord> part = done.subList(from, Math.min(done.size(), from + RECEIVE_MAX));
            var response = sqs.deleteMessageBatch(request -> request.queueUrl(spec.queueUrl())
                    .entries(IntStream.range(0, part.size())
                            .mapToObj(i -> DeleteMessageBatchRequestEntry.builder()
                                    .id(Integer.toString(i))
                                    .receiptHandle(part.get(i).receiptHandle())
                                    .build())
                            .toList()));
            if (response.hasFailed()) {
                LOG.warn("{}: not deleted, will come again: {}", name, response.failed());
            }
        }
    }

    /** True if the mapping is being stopped. */
    private boolean pause(Duration duration) throws InterruptedException {
        return closing.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    }
}
