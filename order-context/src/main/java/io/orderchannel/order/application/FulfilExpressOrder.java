package io.orderchannel.order.application;

import faas.events.EventContext;
import faas.kit.time.TimeLeft;
import io.orderchannel.events.channel.SlotCommand;
import io.orderchannel.events.channel.SlotCommand.Action;
import io.orderchannel.events.channel.SlotReply;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderId;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Gets an express order its slot, by orchestration: reserve the slot, store the order confirmed, confirm the slot. A
 * refused step is compensated: without a slot the order is rejected, a cancelled order gives its slot back, and an
 * order whose reservation ran out is cancelled. A requested cancellation is left to the channel's answer.
 *
 * <p>The stored order's state says how far this came, so a redelivered message goes on from there. Each call is
 * idempotent, and of several deliveries at once the store lets one through at each step.
 */
public final class FulfilExpressOrder {
    /** The other writer of a write conflict made progress, so few are enough. */
    static final int MAX_CONFLICTS = 3;

    private final Orders orders;
    private final ManageSlots slots;
    private final Duration longestCall;
    private final Clock clock;

    /** @param longestCall limit of one call, so that one that hangs leaves time for the other messages of the batch */
    public FulfilExpressOrder(Orders orders, ManageSlots slots, Duration longestCall, Clock clock) {
        this.orders = orders;
        this.slots = slots;
        this.longestCall = longestCall;
        this.clock = clock;
    }

    /**
     * Takes the order from its stored state to the end.
     *
     * @param context that of the events and commands which follow from the message
     * @return the order as it is stored after the last step, never placed: with its slot, without one, or cancelling
     * @throws IllegalArgumentException if the order is not express; nothing was asked of its channel
     * @throws IllegalStateException if there is no such order, a call got no usable answer, no time is left for the
     *     next step, or every attempt had a write conflict; the message is to be tried again
     */
    public Order fulfil(OrderId id, EventContext context, TimeLeft time) {
        for (int conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
            Order order = orders.find(id).orElseThrow(() -> new IllegalStateException(about(id) + "not found"));
            if (!order.details().express()) {
                throw new IllegalArgumentException(about(id) + "is not express, expected express orders only");
            }
            Optional<Order> next = step(order, context, time);
            while (next.isPresent()
                    && orders.storeChange(next.get(), OrderEvents.announcing(next.get(), clock.instant(), context))) {
                order = next.get();
                next = step(order, context, time);
            }
            if (next.isEmpty()) {
                return order;
            }
        }
        throw new IllegalStateException(about(id) + "write conflict at each of " + MAX_CONFLICTS + " attempts");
    }

    /** Takes one step; returns the order to be stored before the next one, empty after the last. */
    private Optional<Order> step(Order order, EventContext context, TimeLeft time) {
        if (!time.allowsMore()) {
            throw new IllegalStateException(
                    about(order.id()) + "no time left in this invocation, the order is " + order.state());
        }
        return switch (order) {
            case Order.Placed placed -> reserve(placed, ask(Action.RESERVE, placed, context, time));
            case Order.Confirmed confirmed -> confirm(confirmed, ask(Action.CONFIRM, confirmed, context, time));
            case Order.Shipped _, Order.Delivered _, Order.Cancelling _ -> Optional.empty();
            // A rejected order has no slot, but the release bars a reserve that may still be under way.
            case Order.Rejected _, Order.Cancelled _ -> release(order, ask(Action.RELEASE, order, context, time));
        };
    }

    private static Optional<Order> reserve(Order.Placed placed, SlotReply reply) {
        return switch (reply.outcome()) {
            case HELD, CONFIRMED -> Optional.of(placed.confirm());
            case REFUSED -> Optional.of(placed.reject(String.valueOf(reply.reason())));
            case RELEASED -> throw unexpected(Action.RESERVE, placed, reply);
        };
    }

    private static Optional<Order> confirm(Order.Confirmed confirmed, SlotReply reply) {
        return switch (reply.outcome()) {
            case CONFIRMED -> Optional.empty();
            case REFUSED -> Optional.of(confirmed.cancel(String.valueOf(reply.reason())));
            case HELD, RELEASED -> throw unexpected(Action.CONFIRM, confirmed, reply);
        };
    }

    /** A release is refused if the order does not have the slot any more; either way nothing is left to do. */
    private static Optional<Order> release(Order order, SlotReply reply) {
        return switch (reply.outcome()) {
            case RELEASED, REFUSED -> Optional.empty();
            case HELD, CONFIRMED -> throw unexpected(Action.RELEASE, order, reply);
        };
    }

    private SlotReply ask(Action action, Order order, EventContext context, TimeLeft time) {
        Duration left = time.left();
        return slots.ask(
                new SlotCommand(action, OrderEvents.snapshot(order), context),
                left.compareTo(longestCall) < 0 ? left : longestCall);
    }

    private static IllegalStateException unexpected(Action action, Order order, SlotReply reply) {
        return new IllegalStateException(about(order.id()) + "the answer to " + action + " is " + reply.outcome());
    }

    private static String about(OrderId id) {
        return "FulfilExpressOrder: order " + id.value() + ": ";
    }
}
