package faas.kit.relay;

/** Where the relay sends the records that it passes over: the failure queue of its stream mapping. */
@FunctionalInterface
public interface FailureQueue {
    /** Sends that record. If this throws, the record may not have been sent and must come again. */
    void tell(FailureRecord failure);
}
