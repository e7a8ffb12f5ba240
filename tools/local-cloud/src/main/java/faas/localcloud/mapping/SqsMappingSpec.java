package faas.localcloud.mapping;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * One SQS event-source mapping as its template declares it.
 *
 * @param where stack, logical id and type, which messages about the template begin with
 * @param functionName name, qualified name or ARN, as the template has it
 * @param window how long to gather a batch; zero: hand over what one receive brought
 * @param maximumConcurrency 2 to 1,000
 * @param filterPatterns event filter patterns; empty: every message matches
 */
public record SqsMappingSpec(
        String where,
        String uuid,
        String functionName,
        String queueUrl,
        String queueArn,
        int batchSize,
        Duration window,
        OptionalInt maximumConcurrency,
        List<String> filterPatterns,
        boolean reportBatchItemFailures) {
    public SqsMappingSpec {
        filterPatterns = List.copyOf(filterPatterns);
    }

    /** Whether the queue keeps the order of each message group. */
    public boolean fifo() {
        return queueArn.endsWith(".fifo");
    }
}
