package io.orderchannel.kit.relay;

/** Where the relay tells what it passes over: the failure queue of its stream mapping. */
@FunctionalInterface
public interface FailureQueue {
    /** Tells that record. Whatever it throws means that it may not be told, and the record must come again. */
    void tell(FailureRecord failure);
}
