package io.orderchannel.order.application;

import faas.events.CloudEvent;
import faas.events.EventContext;
import io.orderchannel.events.channel.SlotCommand;
import io.orderchannel.events.channel.SlotCommand.Action;
import io.orderchannel.events.channel.SlotReply;
import io.orderchannel.events.order.OrderEvent;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderId;
import io.orderchannel.order.domain.OrderState;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * Gets an express order its slot, by orchestration: reserve the slot, store the order confirmed, confirm the slot. Where a step is refused, the
 * ones before it are compensated: without a slot the order is rejected, an order that was cancelled in between gives its slot back, and one
 * whose reservation ran out is cancelled. An order whose cancellation is requested is left as it is: the
 * channel's answer gives the slot back and refuses a later reservation.
 *
 * <p>The stored order's state is the only memory of how far this came, so a message that comes again goes on from there, whichever step was the
 * last before a crash: placed asks for a slot, confirmed confirms it, cancelled and rejected give it back. Each of these is idempotent, and of
 * several deliveries at once the store lets one through at each step. The message counts as consumed after the last step only.
 */
public final class FulfilExpressOrder {

    /** How often the order is read again after somebody else changed it in between. They made progress each time, so few are enough. */
    static final int MAX_CONFLICTS = 3;

    /** What became of the message. */
    public sealed interface Result {

        OrderId orderId();

        /** The order has its slot for good. */
        record Fulfilled(OrderId orderId, OrderState state) implements Result {}

        /** The order came to nothing, for this reason, and has no slot. */
        record NotFulfilled(OrderId orderId, OrderState state, String reason) implements Result {}

        /** The order's cancellation is requested; its channel gives the slot back. */
        record Cancelling(OrderId orderId) implements Result {}

        /** There is no such order. */
        record UnknownOrder(OrderId orderId) implements Result {}

        /** The order is fulfilled the usual way; nothing was asked of its channel. */
        record NotExpress(OrderId orderId) implements Result {}

        /** No time is left for the next step from this state; the message is to be tried again. */
        record OutOfTime(OrderId orderId, OrderState state) implements Result {}

        /** Somebody else changed the order at every attempt; the message is to be tried again. */
        record Contended(OrderId orderId, int attempts) implements Result {}
    }

    private final FindOrder find;
    private final StoreOrderChange store;
    private final ManageSlots slots;
    private final Duration longestCall;
    private final Clock clock;

    /**
     * @param longestCall what a call may take of the invocation's time at most, so that one that hangs leaves time for the batch's others
     */
    public FulfilExpressOrder(
            FindOrder find, StoreOrderChange store, ManageSlots slots, Duration longestCall, Clock clock) {
        this.find = find;
        this.store = store;
        this.slots = slots;
        this.longestCall = longestCall;
        this.clock = clock;
    }

    /**
     * Takes the order from where it stands to its end.
     *
     * @param message the envelope that {@code event} came in
     * @throws SlotCallFailedException when a call brought no answer; the message is to be tried again
     */
    public Result fulfil(CloudEvent message, OrderEvent.Placed event, TimeLeft time) {
        OrderId id = new OrderId(event.order().orderId());
        EventContext context = EventContext.causedBy(message);
        for (int conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
            Optional<Order> found = find.find(id);
            if (found.isEmpty()) {
                return new Result.UnknownOrder(id);
            }
            if (!found.get().details().express()) {
                return new Result.NotExpress(id);
            }
            Optional<Result> result = goOn(found.get(), context, time);
            if (result.isPresent()) {
                return result.get();
            }
        }
        return new Result.Contended(id, MAX_CONFLICTS);
    }

    /** Steps on from this state to the end; empty when somebody else changed the order in between. */
    private Optional<Result> goOn(Order from, EventContext context, TimeLeft time) {
        Order order = from;
        while (true) {
            if (!time.left().isPositive()) {
                return Optional.of(new Result.OutOfTime(order.id(), order.state()));
            }
            switch (step(order, context, time)) {
                case Step.End(Result result) -> {
                    return Optional.of(result);
                }
                case Step.Change(Order next) -> {
                    CloudEvent event =
                            OrderEvents.announcing(next, clock.instant().truncatedTo(ChronoUnit.MILLIS), context);
                    if (store.storeChange(next, event) == StoreOrderChange.Result.VERSION_CONFLICT) {
                        return Optional.empty();
                    }
                    order = next;
                }
            }
        }
    }

    private Step step(Order order, EventContext context, TimeLeft time) {
        return switch (order) {
            case Order.Placed placed -> reserve(placed, ask(Action.RESERVE, placed, context, time));
            case Order.Confirmed confirmed -> confirm(confirmed, ask(Action.CONFIRM, confirmed, context, time));
            case Order.Shipped _, Order.Delivered _ -> new Step.End(new Result.Fulfilled(order.id(), order.state()));
            case Order.Cancelling _ -> new Step.End(new Result.Cancelling(order.id()));
            // A rejected order has no slot, but a reserve that was given up on may still be on its way: the release
            // bars it.
            case Order.Rejected rejected ->
                release(rejected, rejected.reason(), ask(Action.RELEASE, rejected, context, time));
            case Order.Cancelled cancelled ->
                release(cancelled, cancelled.reason(), ask(Action.RELEASE, cancelled, context, time));
        };
    }

    private static Step reserve(Order.Placed placed, SlotReply reply) {
        return switch (reply.outcome()) {
            case HELD, CONFIRMED -> new Step.Change(placed.confirm());
            case REFUSED -> new Step.Change(placed.reject(reason(reply)));
            case RELEASED -> throw unexpected(Action.RESERVE, placed, reply);
        };
    }

    private static Step confirm(Order.Confirmed confirmed, SlotReply reply) {
        return switch (reply.outcome()) {
            case CONFIRMED -> new Step.End(new Result.Fulfilled(confirmed.id(), confirmed.state()));
            case REFUSED -> new Step.Change(confirmed.cancel(reason(reply)));
            case HELD, RELEASED -> throw unexpected(Action.CONFIRM, confirmed, reply);
        };
    }

    /** A release is refused where the slot is no longer the order's to give back; there is nothing left to do either way. */
    private static Step release(Order order, String reason, SlotReply reply) {
        return switch (reply.outcome()) {
            case RELEASED, REFUSED -> new Step.End(new Result.NotFulfilled(order.id(), order.state(), reason));
            case HELD, CONFIRMED -> throw unexpected(Action.RELEASE, order, reply);
        };
    }

    private SlotReply ask(Action action, Order order, EventContext context, TimeLeft time) {
        Duration left = time.left();
        return slots.ask(
                new SlotCommand(action, OrderEvents.snapshot(order), context),
                left.compareTo(longestCall) < 0 ? left : longestCall);
    }

    private static String reason(SlotReply reply) {
        return Objects.requireNonNull(reply.reason(), "the contract gives a refusal a reason");
    }

    private static SlotCallFailedException unexpected(Action action, Order order, SlotReply reply) {
        return new SlotCallFailedException(
                "FulfilExpressOrder: order " + order.id().value() + ": the answer to " + action + " is "
                        + reply.outcome(),
                null);
    }

    private sealed interface Step {

        /** The order is to be stored like this before anything else is done. */
        record Change(Order next) implements Step {}

        record End(Result result) implements Step {}
    }
}
