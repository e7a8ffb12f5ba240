package io.orderchannel.events.channel;

import faas.events.EventContext;
import io.orderchannel.events.order.OrderSnapshot;

/**
 * What one context asks of a channel's slots by a synchronous call. Idempotent by the order's id: the same command
 * again changes nothing and gets the same outcome as long as nothing else happened.
 *
 * @param order the order that the slot is for, at the state that the caller knows
 */
public record SlotCommand(Action action, OrderSnapshot order, EventContext context) {
    /** What is to become of the slot. */
    public enum Action {
        /** Holds a slot for a limited time. */
        RESERVE,
        /** Turns a slot that is still held into an assignment, which has no expiry. */
        CONFIRM,
        /** Gives the slot back; one that was never reserved cannot be reserved afterwards. */
        RELEASE
    }
}
