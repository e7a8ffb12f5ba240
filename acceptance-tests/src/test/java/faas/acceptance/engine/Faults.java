package faas.acceptance.engine;

/**
 * What an engine can make go wrong, so that no production handler needs a switch for it. Functions go by construct id.
 */
public interface Faults {

    /**
     * Kills the process that makes the function's {@code nth} write to a table from now on, before the write is done.
     */
    void killBeforeWrite(String function, int nth);

    /**
     * Kills the process that makes the function's {@code nth} write to a table from now on, after the write is done.
     */
    void killAfterWrite(String function, int nth);

    /** The function's next {@code invocations} succeed, and whoever invoked it sees an error. */
    void loseResponses(String function, int invocations);

    /** Refuses that share of all transactions from now on with TransactionConflict; 0 for none. */
    void conflictOnTransactions(double share, long seed);

    /** How many transactions were refused so. */
    int conflicts();
}
