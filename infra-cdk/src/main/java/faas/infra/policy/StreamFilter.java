package faas.infra.policy;

/**
 * The records of a table's stream that a function is started for; Lambda passes over the rest without starting it.
 *
 * @param change what happened to the item
 * @param key name of the table's partition key, a string
 * @param prefix what the key begins with
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-filtering.html">Filters of DynamoDB streams</a>
 */
public record StreamFilter(Change change, String key, String prefix) {
    /** Changes of items, named as in the stream's records. */
    public enum Change {
        INSERT,
        MODIFY,
        REMOVE
    }

    /** Items that are gone, by whoever deleted them: a delete by time-to-live looks the same but for its author. */
    public static StreamFilter removed(String key, String prefix) {
        return new StreamFilter(Change.REMOVE, key, prefix);
    }
}
