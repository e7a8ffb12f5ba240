package io.orderchannel.events.channel;

/** State of an order's assignment to a channel. Each event type fixes the state it carries. */
public enum AssignmentState {
    ASSIGNED,
    REJECTED,
    SHIPPED,
    DELIVERED,
    FAILED,
    RELEASED
}
