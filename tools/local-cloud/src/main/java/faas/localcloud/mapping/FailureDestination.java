package faas.localcloud.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.localcloud.json.Json;
import faas.localcloud.lambda.FunctionSpec;
import faas.localcloud.lambda.InvocationResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the on-failure destination of a stream mapping is told of discarded records: where they are in the stream, not
 * what they hold.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html">Retain discarded
 *     records</a>
 */
final class FailureDestination {
    /** Why records were discarded, as AWS spells it. */
    enum Condition {
        RETRY_ATTEMPTS_EXHAUSTED("RetryAttemptsExhausted"),
        RECORD_AGE_EXCEEDED("RecordAgeExceeded");

        private final String label;

        Condition(String label) {
            this.label = label;
        }
    }

    private FailureDestination() {}

    static String message(
            Condition condition,
            FunctionSpec function,
            String functionArn,
            String streamArn,
            String shardId,
            List<StreamItem> items,
            int invokeCount,
            @Nullable InvocationResult last,
            Instant now) {
        ObjectNode message = Json.object();
        ObjectNode request = message.putObject("requestContext");
        request.put("requestId", requestId(last));
        request.put("functionArn", functionArn);
        request.put("condition", condition.label);
        request.put("approximateInvokeCount", invokeCount);
        if (last != null) {
            ObjectNode response = message.putObject("responseContext");
            response.put("statusCode", 200);
            response.put("executedVersion", function.version());
            response.put("functionError", last instanceof InvocationResult.FunctionError ? "Unhandled" : null);
        }
        message.put("version", "1.0");
        message.put("timestamp", now.truncatedTo(ChronoUnit.MILLIS).toString());
        StreamItem first = items.getFirst();
        StreamItem end = items.getLast();
        message.putObject("DDBStreamBatchInfo")
                .put("shardId", shardId)
                .put("startSequenceNumber", first.sequenceNumber())
                .put("endSequenceNumber", end.sequenceNumber())
                .put("approximateArrivalOfFirstRecord", first.created().toString())
                .put("approximateArrivalOfLastRecord", end.created().toString())
                .put("batchSize", items.size())
                .put("streamArn", streamArn);
        return Json.text(message);
    }

    /** Of the last invocation; where there was none, one of the record's own. */
    private static String requestId(@Nullable InvocationResult last) {
        return switch (last) {
            case InvocationResult.Success success -> success.requestId();
            case InvocationResult.FunctionError error -> error.requestId();
            case null, default -> UUID.randomUUID().toString();
        };
    }
}
