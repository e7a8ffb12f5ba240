package io.orderchannel.infra.policy;

/** What order a queue keeps. */
public enum QueueType {
    STANDARD,
    FIFO
}
