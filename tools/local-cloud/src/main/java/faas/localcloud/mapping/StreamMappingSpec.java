package faas.localcloud.mapping;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One table-stream event-source mapping as its template declares it.
 *
 * @param functionName name, qualified name or ARN, as the template has it
 * @param streamArn as the streams client must name it
 * @param eventSourceArn as records must show it, where DynamoDB Local's stream ARN differs from the template's
 * @param window how long to gather a batch
 * @param parallelizationFactor batches of one shard processed at one time, 1 to 10
 * @param maximumRetryAttempts -1: until the records expire
 * @param maximumRecordAge zero or negative: no limit
 * @param startingPosition TRIM_HORIZON or LATEST
 * @param onFailureQueueUrl where the position of discarded batches goes; null: nowhere
 */
public record StreamMappingSpec(
        String uuid,
        String functionName,
        String streamArn,
        String eventSourceArn,
        int batchSize,
        Duration window,
        int parallelizationFactor,
        boolean bisectBatchOnFunctionError,
        int maximumRetryAttempts,
        Duration maximumRecordAge,
        StartingPosition startingPosition,
        List<String> filterPatterns,
        @Nullable String onFailureQueueUrl,
        boolean reportBatchItemFailures) {

    public StreamMappingSpec {
        filterPatterns = List.copyOf(filterPatterns);
    }

    public enum StartingPosition {
        TRIM_HORIZON,
        LATEST
    }
}
