package io.orderchannel.order.domain;

import java.util.Set;

/** The states of an order and, in one table, the transitions between them. */
public enum OrderState {
    PLACED,
    CONFIRMED,
    REJECTED;

    /** The states that may follow this one; none follows a terminal state. */
    public Set<OrderState> next() {
        return switch (this) {
            case PLACED -> Set.of(CONFIRMED, REJECTED);
            case CONFIRMED, REJECTED -> Set.of();
        };
    }

    public boolean mayBecome(OrderState target) {
        return next().contains(target);
    }
}
