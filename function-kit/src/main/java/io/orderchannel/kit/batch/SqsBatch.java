package io.orderchannel.kit.batch;

import static io.orderchannel.kit.log.Field.field;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.orderchannel.kit.invocation.Invocation;
import io.orderchannel.kit.log.Log;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Handles a batch from a standard SQS queue message by message, so that one that fails is delivered again alone. The
 * event-source mapping must report batch item failures
 * (<a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Handling errors for an SQS event
 * source</a>): an empty list means that all messages were processed, an exception of the handler returns all of them.
 */
public final class SqsBatch {
    private static final String NO_TIME = "no time left in this invocation";

    private SqsBatch() {}

    /**
     * Processes the messages one at a time, in the batch's order. When the invocation's time is nearly over no further one
     * is started, and the rest is reported as failed. How long each message took goes into the metrics by its event's type.
     */
    public static <T> SQSBatchResponse oneByOne(
            SQSEvent event, Invocation invocation, MessageReader<T> reader, MessageProcessor<T> processor) {
        return together(event, invocation, reader, (messages, results) -> {
            for (Message<T> message : messages) {
                if (invocation.guard().allowsMore()) {
                    long start = System.nanoTime();
                    try {
                        processor.process(message);
                        results.done(message);
                    } catch (RuntimeException failure) {
                        results.failed(message, failure);
                    }
                    invocation
                            .metrics()
                            .messageDuration(message.eventType(), Duration.ofNanos(System.nanoTime() - start));
                } else {
                    results.failed(message, NO_TIME);
                }
            }
        });
    }

    /**
     * Processes the readable messages of the batch in one call. An unreadable one fails alone. The call is made only if there
     * is time for it; after that the processor looks at the invocation's guard itself before each step that it may leave
     * out. Where it can tell what each event type takes, it says so to the invocation's metrics.
     */
    public static <T> SQSBatchResponse together(
            SQSEvent event, Invocation invocation, MessageReader<T> reader, BatchProcessor<T> processor) {
        List<SQSMessage> records = event.getRecords();
        BatchResults results =
                new BatchResults(records.stream().map(SQSMessage::getMessageId).toList());
        List<Message<T>> readable = new ArrayList<>(records.size());
        for (SQSMessage message : records) {
            Log log = invocation.log().with(field("messageId", message.getMessageId()));
            try {
                T content = reader.read(message.getBody());
                readable.add(new Message<>(
                        message.getMessageId(),
                        reader.eventType(content),
                        content,
                        log.about(reader.correlation(content))));
            } catch (RuntimeException unreadable) {
                results.failedUnread(message.getMessageId());
                log.error("message unreadable", unreadable);
            }
        }
        if (!invocation.guard().allowsMore()) {
            readable.forEach(message -> results.failed(message, NO_TIME));
        } else if (!readable.isEmpty()) {
            try {
                processor.process(readable, results);
            } catch (RuntimeException failure) {
                invocation.log().error("batch failed", failure, field("messages", readable.size()));
            }
        }
        List<String> failed = results.failedIds();
        invocation.metrics().count("MessagesProcessed", records.size() - failed.size());
        invocation.metrics().count("MessagesFailed", failed.size());
        return new SQSBatchResponse(failed.stream().map(BatchItemFailure::new).toList());
    }
}
