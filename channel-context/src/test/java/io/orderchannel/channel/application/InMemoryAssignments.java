package io.orderchannel.channel.application;

import io.orderchannel.channel.domain.Assignment;
import io.orderchannel.channel.domain.Capacity;
import io.orderchannel.channel.domain.OrderId;
import io.orderchannel.channel.domain.Slots;
import io.orderchannel.events.CloudEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Slots and assignments in memory, and the events that the assignments carried. For one thread. */
public final class InMemoryAssignments implements TakeSlots, StoreRejection {

    private final Map<Slots, Integer> taken = new HashMap<>();
    private final Map<OrderId, Assignment> assignments = new HashMap<>();
    private final List<CloudEvent> events = new ArrayList<>();

    @Override
    public TakeSlots.Result take(Slots slots, Capacity capacity, List<NewAssignment> wanted) {
        Set<OrderId> alreadyDecided = new HashSet<>();
        for (NewAssignment one : wanted) {
            if (assignments.containsKey(one.assignment().orderId())) {
                alreadyDecided.add(one.assignment().orderId());
            }
        }
        boolean tooFew = taken(slots) + wanted.size() > capacity.slots();
        if (tooFew || !alreadyDecided.isEmpty()) {
            return new TakeSlots.Result.NotTaken(
                    tooFew ? SlotsProblem.TOO_FEW : SlotsProblem.NONE, alreadyDecided, Set.of());
        }
        taken.merge(slots, wanted.size(), Integer::sum);
        for (NewAssignment one : wanted) {
            store(one.assignment(), one.event());
        }
        return new TakeSlots.Result.Taken();
    }

    @Override
    public StoreRejection.Result reject(Assignment.Rejected rejection, CloudEvent event) {
        if (assignments.containsKey(rejection.orderId())) {
            return StoreRejection.Result.ALREADY_DECIDED;
        }
        store(rejection, event);
        return StoreRejection.Result.STORED;
    }

    private void store(Assignment assignment, CloudEvent event) {
        assignments.put(assignment.orderId(), assignment);
        events.add(event);
    }

    /** How many of these slots are taken. */
    public int taken(Slots slots) {
        return taken.getOrDefault(slots, 0);
    }

    public Optional<Assignment> assignment(OrderId orderId) {
        return Optional.ofNullable(assignments.get(orderId));
    }

    /** The events in the order of their writes. */
    public List<CloudEvent> events() {
        return List.copyOf(events);
    }
}
