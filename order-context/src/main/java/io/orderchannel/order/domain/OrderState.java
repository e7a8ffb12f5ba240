package io.orderchannel.order.domain;

import java.util.Optional;
import java.util.Set;

/**
 * The states of an order and, in one table, the transitions between them.
 *
 * <p>What Order does itself takes one step of the table. What an event of the channel's side says may take several at once: events come late
 * and out of order, each carries the full state of its side, so the newest one alone tells where the order is by now, and the order goes
 * straight there along any path of the table ({@link #leadsTo}). The events of the states in between are older by their version when they come
 * at last, and change nothing.
 */
public enum OrderState {
    PLACED,
    CONFIRMED,
    REJECTED,
    SHIPPED,
    DELIVERED,
    /**
     * The cancellation is requested, and the channel's answer decides. A repeated request is a new version in this
     * state.
     */
    CANCELLING,
    CANCELLED;

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

    /** Whether one step of the table leads there. */
    public boolean mayBecome(OrderState target) {
        return next().contains(target);
    }

    /**
     * Whether one or more steps of the table lead there. The table has no cycle. No path of several steps goes through
     * CANCELLING, since only Order itself moves an order there.
     */
    public boolean leadsTo(OrderState target) {
        for (OrderState step : next()) {
            if (step == target || (step != CANCELLING && step.leadsTo(target))) {
                return true;
            }
        }
        return false;
    }

    /** For whom an order in this state waits; empty where nobody's silence may end it. */
    public Optional<WaitingFor> waitsFor() {
        return switch (this) {
            case PLACED -> Optional.of(WaitingFor.CHANNEL);
            case CONFIRMED -> Optional.of(WaitingFor.PARTNER);
            case CANCELLING -> Optional.of(WaitingFor.ANSWER);
            case REJECTED, SHIPPED, DELIVERED, CANCELLED -> Optional.empty();
        };
    }
}
