package io.orderchannel.order.application;

import faas.events.EventContext;
import io.orderchannel.order.application.FindLatestChange.LatestChange;
import io.orderchannel.order.application.FindWaitingOrders.Entry;
import io.orderchannel.order.application.FindWaitingOrders.Page;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderId;
import io.orderchannel.order.domain.WaitingFor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Asks for the cancellation of orders that have waited too long: for a channel to decide, or for the partner to ship.
 * So no order waits for ever, whatever became of the message that was to move it on; this includes an express order
 * whose slot was reserved and never confirmed. The channel's answer decides, since the partner may ship at the same
 * moment. A request without an answer is repeated.
 */
public final class ExpireStaleOrders {

    /** How many orders are looked up at once. */
    static final int PAGE = 25;

    /** What became of one order that was found waiting. */
    public sealed interface Outcome {

        OrderId orderId();

        /** For how long a request for its cancellation has had no answer, as far as is known. */
        default Duration unanswered() {
            return Duration.ZERO;
        }

        /**
         * Its cancellation is requested, for this reason.
         *
         * @param unanswered since the first request, zero for the first one
         */
        record Requested(OrderId orderId, String reason, Duration unanswered, EventContext context)
                implements Outcome {}

        /** It had moved on since it was found, or moved on just then; it is as it was left. */
        record MovedOn(OrderId orderId) implements Outcome {}

        /** It could not be read or stored; the next run finds it again. */
        record Failed(OrderId orderId, Throwable cause, Duration unanswered) implements Outcome {}
    }

    /** Gets each outcome as it comes, and rethrows the cause of a failure that leaves the process unusable. */
    @FunctionalInterface
    public interface Listener {
        void on(Outcome outcome);
    }

    /** What is left of those who wait for one side: the entries after this one. */
    private record Rest(WaitingFor whom, Optional<Entry> after) {}

    private final FindWaitingOrders waiting;
    private final FindLatestChange find;
    private final StoreOrderChange store;
    private final Clock clock;
    private final Duration staleAfter;
    private final Duration askAgainAfter;

    /**
     * @param staleAfter how long an order may wait, for a channel and then for the partner, in whole seconds
     * @param askAgainAfter how long a request for cancellation may go without an answer
     */
    public ExpireStaleOrders(
            FindWaitingOrders waiting,
            FindLatestChange find,
            StoreOrderChange store,
            Clock clock,
            Duration staleAfter,
            Duration askAgainAfter) {
        this.waiting = waiting;
        this.find = find;
        this.store = store;
        this.clock = clock;
        this.staleAfter = staleAfter;
        this.askAgainAfter = askAgainAfter;
    }

    /**
     * Asks for the cancellation of what is stale now. An order that fails does not delay others.
     *
     * @param causationId id of what started this run
     * @return whether it came to the end; if not, time ran out or the store was overloaded, and the rest is the next run's
     */
    public boolean expire(String causationId, TimeLeft time, Listener listener) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Deque<Rest> rests = new ArrayDeque<>();
        for (WaitingFor whom : WaitingFor.values()) {
            rests.add(new Rest(whom, Optional.empty()));
        }
        // A page of each in turn: where the time does not suffice for all, neither kind keeps the other waiting for
        // ever.
        while (!rests.isEmpty()) {
            if (!time.left().isPositive()) {
                return false;
            }
            Rest rest = rests.removeFirst();
            Instant until = now.minus(longestWait(rest.whom()));
            Page page = waiting.findWaiting(rest.whom(), until, rest.after(), PAGE);
            if (!expire(page, rest.whom(), until, causationId, time, listener)) {
                return false;
            }
            page.end().ifPresent(end -> rests.addLast(new Rest(rest.whom(), Optional.of(end))));
        }
        return true;
    }

    private boolean expire(
            Page page, WaitingFor whom, Instant until, String causationId, TimeLeft time, Listener listener) {
        for (Entry entry : page.entries()) {
            if (!time.left().isPositive()) {
                return false;
            }
            try {
                listener.on(expire(entry.orderId(), whom, until, causationId));
            } catch (Throwable failure) {
                // An order that fails asks no more, so it waits since then at least.
                Duration unanswered =
                        whom == WaitingFor.ANSWER ? Duration.between(entry.since(), clock.instant()) : Duration.ZERO;
                listener.on(new Outcome.Failed(entry.orderId(), failure, unanswered));
                if (failure instanceof OrdersOverloadedException) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Decides by the order itself: the index may be late, and a repeated request restarts the wait. */
    private Outcome expire(OrderId id, WaitingFor whom, Instant until, String causationId) {
        Optional<LatestChange> found = find.findLatestChange(id);
        if (found.isEmpty()
                || !(found.get().order() instanceof Order.Waiting order)
                || !order.state().waitsFor().equals(Optional.of(whom))
                || found.get()
                        .waitingSince()
                        .filter(since -> !since.isAfter(until))
                        .isEmpty()) {
            return new Outcome.MovedOn(id);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        EventContext last = found.get().context();
        EventContext context = new EventContext(last.traceparent(), last.correlationId(), causationId);
        Order.Cancelling next = order.requestCancellation(reason(whom), now);
        return switch (store.storeChange(next, OrderEvents.announcing(next, now, context))) {
            case STORED -> new Outcome.Requested(id, next.reason(), Duration.between(next.since(), now), context);
            case VERSION_CONFLICT -> new Outcome.MovedOn(id);
        };
    }

    private Duration longestWait(WaitingFor whom) {
        return switch (whom) {
            case CHANNEL, PARTNER -> staleAfter;
            case ANSWER -> askAgainAfter;
        };
    }

    private String reason(WaitingFor whom) {
        return switch (whom) {
            case CHANNEL -> "no channel answered within " + staleAfter.toSeconds() + " s";
            case PARTNER -> "the partner did not ship within " + staleAfter.toSeconds() + " s";
            case ANSWER -> "no answer within " + askAgainAfter.toSeconds() + " s";
        };
    }
}
