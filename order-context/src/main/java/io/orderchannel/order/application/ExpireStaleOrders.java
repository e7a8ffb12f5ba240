package io.orderchannel.order.application;

import faas.events.EventContext;
import faas.kit.time.TimeLeft;
import io.orderchannel.order.application.Orders.Entry;
import io.orderchannel.order.application.Orders.LatestChange;
import io.orderchannel.order.application.Orders.Page;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderId;
import io.orderchannel.order.domain.OrderState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Requests the cancellation of orders that have waited too long: for a channel to decide, or for the partner to ship.
 * So no order waits for ever, even if a message is lost; this includes an express order whose slot was reserved and
 * never confirmed. The channel's answer decides, since the partner may ship at the same moment. A request without an
 * answer is repeated.
 */
public final class ExpireStaleOrders {
    /** How many orders are looked up at once. */
    static final int PAGE = 25;

    /** The result for one order that was found waiting. */
    public sealed interface Outcome {
        OrderId orderId();

        /** How long a request for its cancellation has had no answer, as far as is known. */
        default Duration unanswered() {
            return Duration.ZERO;
        }

        /**
         * Its cancellation is requested.
         *
         * @param unanswered since the first request, zero for the first one
         */
        record Requested(OrderId orderId, String reason, Duration unanswered, EventContext context)
                implements Outcome {}

        /** It has moved on since the index was read; it is not changed. */
        record MovedOn(OrderId orderId) implements Outcome {}

        /** It could not be read or stored; the next run finds it again. */
        record Failed(OrderId orderId, Throwable cause, Duration unanswered) implements Outcome {}
    }

    /** The orders in one state that are still to be looked at: the entries after this one. */
    private record Rest(OrderState state, Optional<Entry> after) {}

    private final Orders orders;
    private final Clock clock;
    private final Duration staleAfter;
    private final Duration askAgainAfter;

    /**
     * @param staleAfter how long an order may wait, for a channel and then for the partner, in whole seconds
     * @param askAgainAfter how long a request for cancellation may go without an answer
     */
    public ExpireStaleOrders(Orders orders, Clock clock, Duration staleAfter, Duration askAgainAfter) {
        this.orders = orders;
        this.clock = clock;
        this.staleAfter = staleAfter;
        this.askAgainAfter = askAgainAfter;
    }

    /**
     * Requests the cancellation of what is stale now. An order that fails does not delay others.
     *
     * @param causationId id of the event that started this run
     * @param report gets each outcome as it comes; it rethrows a failure that leaves the process unusable
     * @return whether every stale order was looked at; if not, time ran out or the store was overloaded, and the next
     *     run does the rest
     */
    public boolean expire(String causationId, TimeLeft time, Consumer<Outcome> report) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Deque<Rest> rests = new ArrayDeque<>();
        OrderState.WAITING.forEach(state -> rests.add(new Rest(state, Optional.empty())));
        // A page of each state in turn, so that many orders in one state do not delay the others in run after run.
        while (!rests.isEmpty()) {
            if (!time.allowsMore()) {
                return false;
            }
            Rest rest = rests.removeFirst();
            Instant until = now.minus(longestWait(rest.state()));
            Page page = orders.findWaiting(rest.state(), until, rest.after(), PAGE);
            if (!expire(page, rest.state(), until, causationId, time, report)) {
                return false;
            }
            page.end().ifPresent(end -> rests.addLast(new Rest(rest.state(), Optional.of(end))));
        }
        return true;
    }

    /** The longest time that an order has been waiting for a channel; zero if none waits. */
    public Duration longestWaitForChannel() {
        Instant now = clock.instant();
        return orders.findWaiting(OrderState.PLACED, now, Optional.empty(), 1).entries().stream()
                .findFirst()
                .map(entry -> Duration.between(entry.since(), now))
                .orElse(Duration.ZERO);
    }

    private boolean expire(
            Page page, OrderState state, Instant until, String causationId, TimeLeft time, Consumer<Outcome> report) {
        for (Entry entry : page.entries()) {
            if (!time.allowsMore()) {
                return false;
            }
            try {
                report.accept(expire(entry.orderId(), state, until, causationId));
            } catch (Throwable failure) {
                // The failed request would have restarted the wait, so the last one is as old as the entry.
                Duration unanswered = state == OrderState.CANCELLING
                        ? Duration.between(entry.since(), clock.instant())
                        : Duration.ZERO;
                report.accept(new Outcome.Failed(entry.orderId(), failure, unanswered));
                if (failure instanceof OrdersOverloadedException) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Decides by the order itself: the index may be late, and a repeated request restarts the wait. */
    private Outcome expire(OrderId id, OrderState state, Instant until, String causationId) {
        Optional<LatestChange> found = orders.findLatestChange(id);
        if (found.isEmpty()
                || !(found.get().order() instanceof Order.Waiting order)
                || order.state() != state
                || found.get()
                        .waitingSince()
                        .filter(since -> !since.isAfter(until))
                        .isEmpty()) {
            return new Outcome.MovedOn(id);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        EventContext last = found.get().context();
        EventContext context = new EventContext(last.traceparent(), last.correlationId(), causationId);
        Order.Cancelling next = order.requestCancellation(reason(order), now);
        return orders.storeChange(next, OrderEvents.announcing(next, now, context))
                ? new Outcome.Requested(id, next.reason(), Duration.between(next.since(), now), context)
                : new Outcome.MovedOn(id);
    }

    private Duration longestWait(OrderState state) {
        return state == OrderState.CANCELLING ? askAgainAfter : staleAfter;
    }

    private String reason(Order.Waiting order) {
        return switch (order) {
            case Order.Placed _ -> "no channel answered within " + staleAfter.toSeconds() + " s";
            case Order.Confirmed _ -> "the partner did not ship within " + staleAfter.toSeconds() + " s";
            case Order.Cancelling cancelling -> cancelling.reason();
        };
    }
}
