package faas.localcloud.mapping;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One table-stream event-source mapping as its template declares it.
 *
 * @param where stack, logical id and type, which messages about the template begin with
 * @param functionName name, qualified name or ARN, as the template has it
 * @param streamArn as the streams client must name it; a placeholder of {@link faas.localcloud.assembly.LateValues}
 *     until the table is made
 * @param eventSourceArn as records must show it, where DynamoDB Local's stream ARN differs from the template's; a
 *     placeholder for as long
 * @param window how long to gather a batch
 * @param parallelizationFactor batches of one shard processed at one time, 1 to 10
 * @param maximumRetryAttempts -1: until the records expire
 * @param maximumRecordAge zero or negative: no limit
 * @param startingPosition TRIM_HORIZON or LATEST
 * @param onFailureArn queue that gets the position of each discarded batch; empty: no destination
 */
public record StreamMappingSpec(
        String where,
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
        Optional<String> onFailureArn,
        boolean reportBatchItemFailures) {

    public StreamMappingSpec {
        filterPatterns = List.copyOf(filterPatterns);
    }

    /** The mapping once its table is made. */
    public StreamMappingSpec made(String itsStreamArn, String itsEventSourceArn) {
        return new StreamMappingSpec(
                where,
                uuid,
                functionName,
                itsStreamArn,
                itsEventSourceArn,
                batchSize,
                window,
                parallelizationFactor,
                bisectBatchOnFunctionError,
                maximumRetryAttempts,
                maximumRecordAge,
                startingPosition,
                filterPatterns,
                onFailureArn,
                reportBatchItemFailures);
    }

    public enum StartingPosition {
        TRIM_HORIZON,
        LATEST
    }
}
