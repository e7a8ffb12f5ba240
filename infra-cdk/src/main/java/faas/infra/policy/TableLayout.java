package faas.infra.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What DynamoDB must know of a table's items.
 *
 * @param partitionKey name of the key, a string
 * @param timeToLive name of the attribute that holds when an item ends, in seconds since 1970; DynamoDB deletes it
 *     later, on AWS within a few days
 * @param indexes views of those items that have an index's keys
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html">Time to live</a>
 */
public record TableLayout(String partitionKey, Optional<String> timeToLive, List<SparseIndex> indexes) {
    public TableLayout {
        indexes = List.copyOf(indexes);
    }

    public static TableLayout of(String partitionKey) {
        return new TableLayout(partitionKey, Optional.empty(), List.of());
    }

    public TableLayout withTimeToLive(String attribute) {
        return new TableLayout(partitionKey, Optional.of(attribute), indexes);
    }

    public TableLayout withIndex(SparseIndex index) {
        List<SparseIndex> more = new ArrayList<>(indexes);
        more.add(index);
        return new TableLayout(partitionKey, timeToLive, more);
    }
}
