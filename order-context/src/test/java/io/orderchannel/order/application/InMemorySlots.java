package io.orderchannel.order.application;

import io.orderchannel.events.channel.SlotCommand;
import io.orderchannel.events.channel.SlotReply;
import io.orderchannel.events.channel.SlotReply.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The slots of one channel, by the contract of ManageSlot: idempotent by order, a reservation runs out, and the release
 * of an unknown order bars a later reserve. For one thread.
 */
final class InMemorySlots implements ManageSlots {
    static final Duration RESERVATION = Duration.ofSeconds(60);

    private final int capacity;
    private final Clock clock;
    private final Map<String, Slot> slots = new HashMap<>();

    /** What an order has of the channel. */
    private sealed interface Slot {
        record Held(Instant until) implements Slot {}

        record Assigned() implements Slot {}

        record GivenBack(String why) implements Slot {}
    }

    InMemorySlots(int capacity, Clock clock) {
        this.capacity = capacity;
        this.clock = clock;
    }

    @Override
    public SlotReply ask(SlotCommand command, Duration atMost) {
        String orderId = command.order().orderId();
        runOut();
        Optional<Slot> slot = Optional.ofNullable(slots.get(orderId));
        return switch (command.action()) {
            case RESERVE -> reserve(orderId, slot);
            case CONFIRM -> confirm(orderId, slot);
            case RELEASE -> {
                slots.put(orderId, new Slot.GivenBack("the slot was given back"));
                yield new SlotReply(orderId, Outcome.RELEASED, 1, null, null);
            }
        };
    }

    /** Slots that are held or assigned now. */
    long taken() {
        runOut();
        return slots.values().stream()
                .filter(slot -> !(slot instanceof Slot.GivenBack))
                .count();
    }

    /** Whether the order has a slot that does not run out. */
    boolean isAssigned(String orderId) {
        return slots.get(orderId) instanceof Slot.Assigned;
    }

    private SlotReply reserve(String orderId, Optional<Slot> slot) {
        if (slot.isPresent()) {
            return reply(orderId, slot.get());
        }
        return taken() == capacity
                ? refused(orderId, "no slot left")
                : put(orderId, new Slot.Held(clock.instant().plus(RESERVATION)));
    }

    private SlotReply confirm(String orderId, Optional<Slot> slot) {
        if (slot.isEmpty()) {
            return refused(orderId, "nothing is reserved");
        }
        return slot.get() instanceof Slot.Held ? put(orderId, new Slot.Assigned()) : reply(orderId, slot.get());
    }

    private SlotReply put(String orderId, Slot slot) {
        slots.put(orderId, slot);
        return reply(orderId, slot);
    }

    private static SlotReply reply(String orderId, Slot slot) {
        return switch (slot) {
            case Slot.Held(Instant until) -> new SlotReply(orderId, Outcome.HELD, 1, until, null);
            case Slot.Assigned() -> new SlotReply(orderId, Outcome.CONFIRMED, 1, null, null);
            case Slot.GivenBack(String why) -> refused(orderId, why);
        };
    }

    private static SlotReply refused(String orderId, String reason) {
        return new SlotReply(orderId, Outcome.REFUSED, 0, null, reason);
    }

    private void runOut() {
        Instant now = clock.instant();
        slots.replaceAll((_, slot) -> slot instanceof Slot.Held(Instant until) && !until.isAfter(now)
                ? new Slot.GivenBack("the reservation ran out")
                : slot);
    }
}
