package faas.kit.batch;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import faas.kit.invocation.FatalErrors;
import faas.kit.invocation.Invocation;
import faas.kit.log.Log;
import java.util.List;
import java.util.function.Consumer;

/**
 * Handles a batch from a table's stream in order. The mapping retries from the lowest sequence number that is reported,
 * that record and all after it (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html">Configuring partial batch
 * response with DynamoDB</a>), so work ends at the first failure and only that one is reported.
 */
public final class StreamBatch {
    private StreamBatch() {}

    /**
     * Processes the records one at a time. When the invocation's time is nearly over no further one is started, and the
     * mapping delivers again from there.
     */
    public static StreamsEventResponse inOrder(
            DynamodbEvent event, Invocation invocation, Consumer<DynamodbStreamRecord> processor) {
        int processed = 0;
        StreamsEventResponse response = allProcessed();
        for (DynamodbStreamRecord streamRecord : event.getRecords()) {
            if (!process(streamRecord, invocation, processor)) {
                response = failedFrom(streamRecord);
                break;
            }
            processed++;
        }
        invocation.metrics().count("RecordsReceived", event.getRecords().size());
        invocation.metrics().count("RecordsProcessed", processed);
        return response;
    }

    private static boolean process(
            DynamodbStreamRecord streamRecord, Invocation invocation, Consumer<DynamodbStreamRecord> processor) {
        Log log = invocation.log().with("sequenceNumber", position(streamRecord));
        if (!invocation.time().allowsMore()) {
            log.warn("no time left in this invocation");
            return false;
        }
        try {
            processor.accept(streamRecord);
            return true;
        } catch (Throwable failure) {
            FatalErrors.rethrow(failure);
            log.error("record failed", failure);
            return false;
        }
    }

    /** Every record of the batch was processed. */
    public static StreamsEventResponse allProcessed() {
        return new StreamsEventResponse(List.of());
    }

    /** That record and all after it in the batch are to be delivered again. */
    public static StreamsEventResponse failedFrom(DynamodbStreamRecord streamRecord) {
        return new StreamsEventResponse(List.of(new BatchItemFailure(position(streamRecord))));
    }

    private static String position(DynamodbStreamRecord streamRecord) {
        return streamRecord.getDynamodb().getSequenceNumber();
    }
}
