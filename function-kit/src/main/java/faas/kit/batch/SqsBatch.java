package faas.kit.batch;

import static faas.kit.log.Field.field;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import faas.kit.invocation.FatalErrors;
import faas.kit.invocation.Invocation;
import faas.kit.log.Log;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Handles a batch from an SQS queue message by message, so that one that fails is delivered again alone. From a FIFO queue,
 * the later messages of its message group are delivered again with it, in their order. The event-source mapping must report
 * batch item failures
 * (<a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Handling errors for an SQS event
 * source</a>): an empty list means that all messages were processed, an exception of the handler returns all of them.
 *
 * <p>An exception or error while a message is processed fails that message alone, unless the process is unusable
 * ({@link FatalErrors}). A message whose type the consumer does not take is acknowledged with a warning
 * ({@link NotTakenException}).
 */
public final class SqsBatch {
    private static final String NO_TIME = "no time left in this invocation";
    private static final String GROUP_STOPPED = "an earlier message of its group failed";

    private SqsBatch() {}

    /**
     * Processes the messages one at a time, in the batch's order. When the invocation's time is nearly over no further one
     * is started, and the rest is reported as failed. From a FIFO queue, no message is started after one of its group that
     * failed. How long each message took goes into the metrics by its event's type.
     */
    public static <T> SQSBatchResponse oneByOne(
            SQSEvent event, Invocation invocation, MessageReader<T> reader, MessageProcessor<T> processor) {
        MessageGroups groups = new MessageGroups(event.getRecords());
        return together(event, invocation, reader, (messages, results) -> {
            for (Message<T> message : messages) {
                if (groups.stoppedBefore(message.id())) {
                    results.failed(message, GROUP_STOPPED);
                } else if (!invocation.guard().allowsMore()) {
                    results.failed(message, NO_TIME);
                } else if (!processed(message, processor, results, invocation)) {
                    groups.stopAt(message.id());
                }
            }
        });
    }

    private static <T> boolean processed(
            Message<T> message, MessageProcessor<T> processor, BatchResults results, Invocation invocation) {
        long start = System.nanoTime();
        try {
            processor.process(message);
            results.done(message);
            return true;
        } catch (NotTakenException notTaken) {
            results.ignored(message, notTaken);
            return true;
        } catch (Throwable failure) {
            results.failed(message, failure);
            return false;
        } finally {
            invocation.metrics().messageDuration(message.eventType(), Duration.ofNanos(System.nanoTime() - start));
        }
    }

    /**
     * Processes the readable messages of the batch in one call. An unreadable one fails alone. The call is made only if there
     * is time for it; after that the processor looks at the invocation's guard itself before each step that it may leave
     * out. From a FIFO queue, messages after an unreadable one of their group are not handed over, and all after one that
     * failed are delivered again, those that are done too. Where it can tell what each event type takes, it says so to the
     * invocation's metrics.
     */
    public static <T> SQSBatchResponse together(
            SQSEvent event, Invocation invocation, MessageReader<T> reader, BatchProcessor<T> processor) {
        List<SQSMessage> records = event.getRecords();
        List<String> ids = records.stream().map(SQSMessage::getMessageId).toList();
        BatchResults results = new BatchResults(ids);
        MessageGroups groups = new MessageGroups(records);
        List<Message<T>> readable = new ArrayList<>(records.size());
        for (SQSMessage message : records) {
            Log log = invocation.log().with(field("messageId", message.getMessageId()));
            try {
                T content = reader.read(message.getBody());
                Message<T> decoded = new Message<>(
                        message.getMessageId(),
                        reader.eventType(content),
                        content,
                        log.about(reader.correlation(content)));
                if (groups.stoppedBefore(decoded.id())) {
                    results.failed(decoded, GROUP_STOPPED);
                } else {
                    readable.add(decoded);
                }
            } catch (NotTakenException notTaken) {
                results.ignored(message.getMessageId(), notTaken, log);
            } catch (Throwable unreadable) {
                results.failedUnread(message.getMessageId(), unreadable, log);
                groups.stopAt(message.getMessageId());
            }
        }
        if (!invocation.guard().allowsMore()) {
            readable.forEach(message -> results.failed(message, NO_TIME));
        } else if (!readable.isEmpty()) {
            try {
                processor.process(readable, results);
            } catch (Throwable failure) {
                FatalErrors.rethrow(failure);
                invocation.log().error("batch failed", failure, field("messages", readable.size()));
            }
        }
        List<String> failed = groups.withFollowers(results.failedIds(), ids);
        invocation.metrics().count("MessagesProcessed", records.size() - failed.size() - results.ignoredCount());
        invocation.metrics().count("MessagesFailed", failed.size());
        invocation.metrics().count("MessagesIgnored", results.ignoredCount());
        return new SQSBatchResponse(failed.stream().map(BatchItemFailure::new).toList());
    }
}
