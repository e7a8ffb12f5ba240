package io.orderchannel.channel.slots.domain;

import java.util.Optional;

/** The order that asks for a slot, by the name its own context gave it; not blank. */
public record OrderId(String value) {
    private static final String ASSIGNMENT_PREFIX = "assignment-";

    public OrderId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("order id is blank");
        }
    }

    /** The order of that assignment; empty for a text that is no assignment's id. */
    public static Optional<OrderId> ofAssignment(String assignmentId) {
        return Optional.of(assignmentId)
                .filter(id -> id.startsWith(ASSIGNMENT_PREFIX))
                .map(id -> id.substring(ASSIGNMENT_PREFIX.length()))
                .filter(order -> !order.isBlank())
                .map(OrderId::new);
    }

    /** The id of the order's assignment. An order has one, so a second attempt to decide about it finds the first. */
    public String assignmentId() {
        return ASSIGNMENT_PREFIX + value;
    }
}
