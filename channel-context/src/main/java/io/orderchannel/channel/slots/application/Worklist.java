package io.orderchannel.channel.slots.application;

import io.orderchannel.channel.slots.application.AssignOrders.Outcome;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.Slots;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is still to be decided about one batch, and what has been. First in, first out: the last slots go to the orders that came first, and
 * what is tried again waits until everything else had its turn. Lives as long as one call of {@link AssignOrders}.
 */
final class Worklist {

    private final Deque<Work> open = new ArrayDeque<>();
    private final Map<OrderId, Outcome> outcomes = new LinkedHashMap<>();

    Worklist(Collection<PlacedOrder> batch) {
        Map<OrderId, PlacedOrder> distinct = new LinkedHashMap<>();
        for (PlacedOrder order : batch) {
            distinct.putIfAbsent(order.orderId(), order);
        }
        Map<Slots, List<PlacedOrder>> bySlots = new LinkedHashMap<>();
        for (PlacedOrder order : distinct.values()) {
            bySlots.computeIfAbsent(order.request().slots(), _ -> new ArrayList<>())
                    .add(order);
        }
        bySlots.forEach((slots, orders) -> {
            for (int from = 0; from < orders.size(); from += TakeSlots.MAX_ORDERS) {
                int to = Math.min(from + TakeSlots.MAX_ORDERS, orders.size());
                add(new Work(slots, List.copyOf(orders.subList(from, to)), 0));
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
        for (PlacedOrder order : work.orders()) {
            add(new Work(work.slots(), List.of(order), 0));
        }
    }

    void settle(List<PlacedOrder> orders, Outcome outcome) {
        for (PlacedOrder order : orders) {
            outcomes.put(order.orderId(), outcome);
        }
    }

    Map<OrderId, Outcome> outcomes() {
        return outcomes;
    }
}
