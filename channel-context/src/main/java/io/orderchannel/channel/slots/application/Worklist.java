package io.orderchannel.channel.slots.application;

import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.Slots;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The orders of one batch that are still to be decided, and what became of the others. First in, first out: the last
 * slots go to the orders that came first, and what is tried again waits until everything else had its turn. Lives as
 * long as one call of {@link AssignOrder}.
 */
final class Worklist {
    private final Deque<Work> open = new ArrayDeque<>();
    private final Map<OrderRequest, Outcome> outcomes = new LinkedHashMap<>();

    /**
     * Orders that are decided together, since they ask for the same slots.
     *
     * @param conflicts how many write conflicts there were
     */
    record Work(Slots slots, List<OrderRequest> orders, int conflicts) {
        Work only(List<OrderRequest> some) {
            return new Work(slots, some, conflicts);
        }

        Work afterConflict() {
            return new Work(slots, orders, conflicts + 1);
        }
    }

    Worklist(Collection<OrderRequest> batch) {
        Map<Slots, Map<OrderId, OrderRequest>> bySlots = new LinkedHashMap<>();
        batch.forEach(order -> bySlots.computeIfAbsent(order.slots(), _ -> new LinkedHashMap<>())
                .putIfAbsent(order.orderId(), order));
        bySlots.forEach((slots, distinct) -> {
            List<OrderRequest> orders = List.copyOf(distinct.values());
            for (int from = 0; from < orders.size(); from += Assignments.MAX_ORDERS) {
                int to = Math.min(from + Assignments.MAX_ORDERS, orders.size());
                add(new Work(slots, orders.subList(from, to), 0));
            }
        });
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** Takes the next work off the list. */
    Work next() {
        return open.remove();
    }

    void add(Work work) {
        open.add(work);
    }

    void addOneByOne(Work work) {
        for (OrderRequest order : work.orders()) {
            add(new Work(work.slots(), List.of(order), 0));
        }
    }

    void settle(OrderRequest order, Outcome outcome) {
        outcomes.put(order, outcome);
    }

    /** What became of each order, those first that were settled first. */
    Map<OrderRequest, Outcome> outcomes() {
        return outcomes;
    }
}
