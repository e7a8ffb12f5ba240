package faas.kit.batch;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import faas.events.CloudEvent;
import faas.events.NotTakenException;
import faas.kit.invocation.FatalErrors;
import faas.kit.invocation.Invocation;
import faas.kit.log.Log;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Handles a batch from an SQS queue message by message, so that one that fails is delivered again alone. The
 * event-source mapping must report batch item failures (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Handling errors for an SQS event
 * source</a>): an empty list means that all messages were processed, an exception of the handler returns all of them.
 *
 * <p>An exception or error while a message is processed fails that message alone, unless the process is unusable
 * ({@link FatalErrors}). A {@link NotTakenException} acknowledges it with a warning.
 */
public final class SqsBatch {
    private static final String NO_TIME = "no time left in this invocation";
    private static final String GROUP_STOPPED = "an earlier message of its group failed";

    private SqsBatch() {}

    /**
     * Processes the messages one at a time, in the batch's order. Returning acknowledges a message. When time is nearly
     * over no further one is started, and the rest fails. From a FIFO queue, no message is started after one of its
     * group that failed.
     */
    public static SQSBatchResponse oneByOne(
            SQSEvent event, Invocation invocation, Function<String, CloudEvent> decode, Consumer<Message> processor) {
        return together(event, invocation, decode, (messages, results) -> {
            for (Message message : messages) {
                if (results.isStopped(message.id())) {
                    results.failed(message, GROUP_STOPPED);
                } else if (!invocation.time().allowsMore()) {
                    results.failed(message, NO_TIME);
                } else {
                    process(message, processor, results, invocation);
                }
            }
        });
    }

    private static void process(
            Message message, Consumer<Message> processor, BatchResults results, Invocation invocation) {
        long start = System.nanoTime();
        try {
            processor.accept(message);
            results.done(message);
        } catch (NotTakenException notTaken) {
            results.ignored(message, notTaken);
        } catch (Throwable failure) {
            results.failed(message, failure);
        } finally {
            invocation
                    .metrics()
                    .messageDuration(message.event().type().wireName(), Duration.ofNanos(System.nanoTime() - start));
        }
    }

    /**
     * Processes the readable messages of the batch in one call, if there is time for it. An unreadable one fails alone;
     * from a FIFO queue, messages after it in its group are not handed over.
     */
    public static SQSBatchResponse together(
            SQSEvent event,
            Invocation invocation,
            Function<String, CloudEvent> decode,
            BiConsumer<List<Message>, BatchResults> processor) {
        BatchResults results = new BatchResults(event.getRecords());
        List<Message> readable = readable(event.getRecords(), invocation, decode, results);
        if (!invocation.time().allowsMore()) {
            readable.forEach(message -> results.failed(message, NO_TIME));
        } else if (!readable.isEmpty()) {
            try {
                processor.accept(readable, results);
            } catch (Throwable failure) {
                FatalErrors.rethrow(failure);
                invocation.log().with("messages", readable.size()).error("batch failed", failure);
            }
        }
        List<String> failed = results.failedIds();
        int processed = event.getRecords().size() - failed.size() - results.ignoredCount();
        invocation.metrics().count("MessagesProcessed", processed);
        invocation.metrics().count("MessagesFailed", failed.size());
        invocation.metrics().count("MessagesIgnored", results.ignoredCount());
        return new SQSBatchResponse(failed.stream().map(BatchItemFailure::new).toList());
    }

    private static List<Message> readable(
            List<SQSMessage> records,
            Invocation invocation,
            Function<String, CloudEvent> decode,
            BatchResults results) {
        List<Message> readable = new ArrayList<>(records.size());
        for (SQSMessage message : records) {
            String id = message.getMessageId();
            Log log = invocation.log().with("messageId", id);
            try {
                CloudEvent content = decode.apply(message.getBody());
                Message decoded =
                        new Message(id, content, log.about(content.context()).with("eventId", content.id()));
                if (results.isStopped(id)) {
                    results.failed(decoded, GROUP_STOPPED);
                } else {
                    readable.add(decoded);
                }
            } catch (NotTakenException notTaken) {
                results.ignored(id, notTaken, log);
            } catch (Throwable unreadable) {
                results.failed(id, "message unreadable", unreadable, log);
            }
        }
        return readable;
    }
}
