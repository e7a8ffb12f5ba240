package io.orderchannel.channel.slots.application;

import faas.events.CloudEvent;
import faas.events.EventContext;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.Capacity;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.Slots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Slots, assignments and receipts in memory, and the events that the assignments carried. For one thread. */
public final class InMemoryAssignments
        implements TakeSlots, StoreRejection, HoldSlot, FindAssignment, ChangeAssignment, FindRanOut, FindReceipt {

    private final Map<Slots, Integer> taken = new HashMap<>();
    private final Map<OrderId, Assignment> assignments = new HashMap<>();
    private final Map<String, Receipt> receipts = new HashMap<>();
    private final List<CloudEvent> events = new ArrayList<>();

    @Override
    public TakeSlots.Result take(Slots slots, Capacity capacity, List<NewAssignment> wanted) {
        Map<OrderId, Assignment> alreadyDecided = new HashMap<>();
        for (NewAssignment one : wanted) {
            find(one.assignment().orderId()).ifPresent(stored -> alreadyDecided.put(stored.orderId(), stored));
        }
        boolean tooFew = taken(slots) + wanted.size() > capacity.slots();
        if (tooFew || !alreadyDecided.isEmpty()) {
            return new TakeSlots.Result.NotTaken(
                    tooFew ? SlotsProblem.TOO_FEW : SlotsProblem.NONE, alreadyDecided, Set.of());
        }
        taken.merge(slots, wanted.size(), Integer::sum);
        for (NewAssignment one : wanted) {
            store(one.assignment(), Optional.of(one.event()));
        }
        return new TakeSlots.Result.Taken();
    }

    @Override
    public StoreRejection.Result reject(Assignment.Rejected rejection, CloudEvent event) {
        Assignment stored = assignments.get(rejection.orderId());
        if (stored != null) {
            return new StoreRejection.Result.AlreadyDecided(stored);
        }
        store(rejection, Optional.of(event));
        return new StoreRejection.Result.Stored();
    }

    @Override
    public HoldSlot.Result hold(Assignment.Held reservation, Capacity capacity, EventContext context) {
        if (assignments.containsKey(reservation.orderId())) {
            return HoldSlot.Result.ALREADY_DECIDED;
        }
        if (taken(reservation.slots()) + 1 > capacity.slots()) {
            return HoldSlot.Result.NONE_LEFT;
        }
        taken.merge(reservation.slots(), 1, Integer::sum);
        store(reservation, Optional.empty());
        return HoldSlot.Result.HELD;
    }

    @Override
    public ChangeAssignment.Result change(Change change) {
        boolean unchanged = find(change.after().orderId())
                .map(Assignment::version)
                .equals(change.before().map(Assignment::version));
        boolean known = change.receipt().map(Receipt::webhookId).stream().anyMatch(receipts::containsKey);
        if (!unchanged || known) {
            return ChangeAssignment.Result.OUTDATED;
        }
        if (change.givesSlotBack()) {
            taken.merge(change.after().slots(), -1, Integer::sum);
        }
        change.receipt().ifPresent(receipt -> receipts.put(receipt.webhookId(), receipt));
        store(change.after(), change.event());
        return ChangeAssignment.Result.STORED;
    }

    private void store(Assignment assignment, Optional<CloudEvent> event) {
        assignments.put(assignment.orderId(), assignment);
        event.ifPresent(events::add);
    }

    @Override
    public Optional<Assignment> find(OrderId orderId) {
        return Optional.ofNullable(assignments.get(orderId));
    }

    @Override
    public Optional<Receipt> find(String webhookId) {
        return Optional.ofNullable(receipts.get(webhookId));
    }

    @Override
    public List<OrderId> find(Slots slots, Instant now, int most) {
        return assignments.values().stream()
                .filter(assignment -> assignment.slots().equals(slots))
                .filter(Assignment.Held.class::isInstance)
                .map(Assignment.Held.class::cast)
                .filter(held -> held.hasRunOut(now))
                .sorted(Comparator.comparing(Assignment.Held::until))
                .limit(most)
                .map(Assignment.Held::orderId)
                .toList();
    }

    /** How many of these slots are taken. */
    public int taken(Slots slots) {
        return taken.getOrDefault(slots, 0);
    }

    public Optional<Assignment> assignment(OrderId orderId) {
        return find(orderId);
    }

    /** Each order's assignment. */
    public List<Assignment> all() {
        return List.copyOf(assignments.values());
    }

    /** The events in the order of their writes. */
    public List<CloudEvent> events() {
        return List.copyOf(events);
    }
}
