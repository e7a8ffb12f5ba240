package io.orderchannel.order.domain;

import java.util.List;
import java.util.Set;

/**
 * The states of an order and the table of transitions between them. A change that Order makes itself is one step. An
 * event of the channel's side may take several at once ({@link #leadsTo}), since events come late and out of order, and
 * each carries the full state of its side.
 */
public enum OrderState {
    PLACED,
    CONFIRMED,
    REJECTED,
    SHIPPED,
    DELIVERED,
    /** The cancellation is requested; the channel's answer decides. A repeated request is a new version. */
    CANCELLING,
    CANCELLED;

    /** An order waits for a channel to take it, for the partner to ship it, or for the answer to a request. */
    public static final List<OrderState> WAITING = List.of(PLACED, CONFIRMED, CANCELLING);

    /** The states that may follow this one; none follows a terminal state. */
    public Set<OrderState> next() {
        return switch (this) {
            case PLACED -> Set.of(CONFIRMED, REJECTED, CANCELLING);
            case CONFIRMED -> Set.of(SHIPPED, CANCELLING, CANCELLED);
            case CANCELLING -> Set.of(CANCELLED, REJECTED, SHIPPED);
            case SHIPPED -> Set.of(DELIVERED, CANCELLED);
            case REJECTED, DELIVERED, CANCELLED -> Set.of();
        };
    }

    /** Whether one or more steps lead there; several never through CANCELLING, since only Order moves an order there. */
    public boolean leadsTo(OrderState target) {
        for (OrderState step : next()) {
            if (step == target || (step != CANCELLING && step.leadsTo(target))) {
                return true;
            }
        }
        return false;
    }
}
