package io.orderchannel.channel.slots.domain;

import java.util.Optional;

/**
 * Names what a channel decided about one order. It follows from the order's id, so every attempt to decide about the order names the same
 * assignment, and the second one meets what the first one stored.
 */
public record AssignmentId(String value) {

    private static final String PREFIX = "assignment-";

    public static AssignmentId of(OrderId orderId) {
        return new AssignmentId(PREFIX + orderId.value());
    }

    /** The order that the assignment is about; empty for a text that names no assignment. */
    public Optional<OrderId> orderId() {
        if (!value.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String order = value.substring(PREFIX.length());
        return order.isBlank() ? Optional.empty() : Optional.of(new OrderId(order));
    }
}
