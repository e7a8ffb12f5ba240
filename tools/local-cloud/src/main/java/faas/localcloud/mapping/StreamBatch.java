package faas.localcloud.mapping;

import java.util.List;
import java.util.Set;

/**
 * Records of one shard in order, to be handed over together, and how often that was tried again.
 *
 * <p>What happens after a failure, as the documentation says:
 *
 * <ul>
 *   <li>The lowest failed sequence number is the checkpoint: what is before it is done, what starts there is tried again. A
 *       batch that starts later than the one before is another batch, with all its retries before it.
 *   <li>With bisect, a batch that failed as a whole is split in two; that is no retry. One record alone is tried again until
 *       its retries are used up.
 * </ul>
 *
 * @param retries how often these records were handed over again
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html">Partial batch response</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html">BisectBatchOnFunctionError</a>
 */
record StreamBatch(List<StreamItem> items, int retries) {

    StreamBatch {
        items = List.copyOf(items);
        if (items.isEmpty()) {
            throw new IllegalArgumentException("a batch has at least one record");
        }
    }

    static StreamBatch of(List<StreamItem> items) {
        return new StreamBatch(items, 0);
    }

    /** What to hand over next, in this order, when the whole batch failed. */
    List<StreamBatch> afterFailure(boolean bisect) {
        if (!bisect || items.size() == 1) {
            return List.of(new StreamBatch(items, retries + 1));
        }
        int half = items.size() / 2;
        return List.of(
                new StreamBatch(items.subList(0, half), retries),
                new StreamBatch(items.subList(half, items.size()), retries));
    }

    /** What to hand over next, in this order, when these records of the batch failed. */
    List<StreamBatch> afterFailureOf(Set<String> sequenceNumbers, boolean bisect) {
        for (int first = 1; first < items.size(); first++) {
            if (sequenceNumbers.contains(items.getFirst().sequenceNumber())) {
                break;
            }
            if (sequenceNumbers.contains(items.get(first).sequenceNumber())) {
                return List.of(StreamBatch.of(items.subList(first, items.size())));
            }
        }
        return afterFailure(bisect);
    }
}
