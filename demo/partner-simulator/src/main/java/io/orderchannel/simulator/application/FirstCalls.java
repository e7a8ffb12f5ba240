package io.orderchannel.simulator.application;

/** Port: which assignments the partner was called about before. */
@FunctionalInterface
public interface FirstCalls {
    /** Whether it is the first call about the assignment. The same call may ask again and gets the same answer. */
    boolean isFirst(String assignmentId, String callId);
}
