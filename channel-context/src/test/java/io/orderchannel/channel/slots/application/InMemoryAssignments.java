package io.orderchannel.channel.slots.application;

import faas.events.CloudEvent;
import faas.events.EventContext;
import io.orderchannel.channel.slots.domain.Assignment;
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
public final class InMemoryAssignments implements Assignments {
    private final Map<Slots, Integer> taken = new HashMap<>();
    private final Map<OrderId, Assignment> assignments = new HashMap<>();
    private final Map<String, Receipt> receipts = new HashMap<>();
    private final List<CloudEvent> events = new ArrayList<>();

    @Override
    public Optional<NotTaken> take(Slots slots, int capacity, List<Change> changes) {
        if (changes.size() > capacity) {
            return Optional.of(new NotTaken(true, Map.of(), Set.of()));
        }
        Map<OrderId, Assignment> decided = new HashMap<>();
        for (Change change : changes) {
            find(change.after().orderId()).ifPresent(stored -> decided.put(stored.orderId(), stored));
        }
        boolean tooFew = taken(slots) + changes.size() > capacity;
        if (tooFew || !decided.isEmpty()) {
            return Optional.of(new NotTaken(tooFew, decided, Set.of()));
        }
        taken.merge(slots, changes.size(), Integer::sum);
        changes.forEach(change -> store(change.after(), change.event()));
        return Optional.empty();
    }

    @Override
    public Hold hold(Assignment.Held reservation, int capacity, EventContext context) {
        if (assignments.containsKey(reservation.orderId())) {
            return Hold.CONFLICT;
        }
        if (taken(reservation.slots()) + 1 > capacity) {
            return Hold.NONE_LEFT;
        }
        taken.merge(reservation.slots(), 1, Integer::sum);
        store(reservation, Optional.empty());
        return Hold.HELD;
    }

    @Override
    public boolean change(Change change) {
        boolean unchanged = find(change.after().orderId())
                .map(Assignment::version)
                .equals(change.before().map(Assignment::version));
        boolean known = change.receipt().map(Receipt::webhookId).stream().anyMatch(receipts::containsKey);
        if (!unchanged || known) {
            return false;
        }
        if (change.givesSlotBack()) {
            taken.merge(change.after().slots(), -1, Integer::sum);
        }
        change.receipt().ifPresent(receipt -> receipts.put(receipt.webhookId(), receipt));
        store(change.after(), change.event());
        return true;
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
    public Optional<Receipt> findReceipt(String webhookId) {
        return Optional.ofNullable(receipts.get(webhookId));
    }

    @Override
    public List<OrderId> findRanOut(Slots slots, Instant now, int most) {
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

    /** Each order's assignment. */
    public List<Assignment> all() {
        return List.copyOf(assignments.values());
    }

    /** The events in the order of their writes. */
    public List<CloudEvent> events() {
        return List.copyOf(events);
    }
}
