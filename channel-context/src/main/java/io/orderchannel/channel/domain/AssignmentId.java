package io.orderchannel.channel.domain;

/**
 * Names what a channel decided about one order. It follows from the order's id, so every attempt to decide about the order names the same
 * assignment, and the second one meets what the first one stored.
 */
public record AssignmentId(String value) {

    private static final String PREFIX = "assignment-";

    public static AssignmentId of(OrderId orderId) {
        return new AssignmentId(PREFIX + orderId.value());
    }
}
