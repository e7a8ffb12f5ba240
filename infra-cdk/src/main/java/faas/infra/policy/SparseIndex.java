package faas.infra.policy;

import java.util.List;

/**
 * A global secondary index that holds only the items that have both of its keys, so that a query over few items costs
 * no scan over all. It follows the table after a moment: what it shows may be old.
 *
 * @param name name within the table
 * @param partitionKey attribute, a string
 * @param sortKey attribute, a string
 * @param alsoHolds attributes that are copied beside the keys of index and table; each copy is written with every
 *     change
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-indexes-general-sparse-indexes.html">
 *     Sparse indexes</a>
 */
public record SparseIndex(String name, String partitionKey, String sortKey, List<String> alsoHolds) {
    public SparseIndex {
        alsoHolds = List.copyOf(alsoHolds);
    }

    public static SparseIndex of(String name, String partitionKey, String sortKey, String... alsoHolds) {
        return new SparseIndex(name, partitionKey, sortKey, List.of(alsoHolds));
    }
}
