package faas.localcloud.lambda;

/** What became of an event that was handed over asynchronously. */
public enum AsyncStep {
    QUEUED,
    /** The function failed and the event waits for another attempt. */
    RETRIED,
    SUCCEEDED,
    /** Given up, and no destination has it. */
    DROPPED,
    /** Given up, and the on-failure destination has its record. */
    TO_DESTINATION
}
