package io.orderchannel.order.application;

import faas.events.CloudEvent;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderId;
import io.orderchannel.order.domain.OrderState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Orders in memory, and the events that their changes carried. For one thread. */
public final class InMemoryOrders implements Orders {
    private static final Comparator<Entry> ORDER = Comparator.comparing(Entry::since)
            .thenComparing(entry -> entry.orderId().value());

    private final Map<OrderId, Order> orders = new HashMap<>();
    private final List<CloudEvent> events = new ArrayList<>();

    @Override
    public Optional<Order> find(OrderId id) {
        return Optional.ofNullable(orders.get(id));
    }

    @Override
    public Optional<LatestChange> findLatestChange(OrderId id) {
        return find(id).map(order -> {
            CloudEvent event = latest(id);
            Optional<Instant> since = Optional.of(event.time()).filter(_ -> order instanceof Order.Waiting);
            return new LatestChange(order, since, event.context());
        });
    }

    @Override
    public Page findWaiting(OrderState state, Instant until, Optional<Entry> after, int most) {
        List<Entry> rest = orders.values().stream()
                .filter(order -> order instanceof Order.Waiting && order.state() == state)
                .map(order -> new Entry(order.id(), latest(order.id()).time()))
                .filter(entry -> !entry.since().isAfter(until))
                .sorted(ORDER)
                .filter(entry -> after.isEmpty() || ORDER.compare(entry, after.get()) > 0)
                .toList();
        List<Entry> page = rest.subList(0, Math.min(most, rest.size()));
        return new Page(page, page.size() < most ? Optional.empty() : Optional.of(page.getLast()));
    }

    private CloudEvent latest(OrderId id) {
        return events.stream()
                .filter(event -> event.subject().equals(id.value()))
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    @Override
    public Optional<String> storeNew(Order.Placed order, CloudEvent event) {
        Order first = orders.putIfAbsent(order.id(), order);
        if (first != null) {
            return Optional.of(first.details().fingerprint());
        }
        events.add(event);
        return Optional.empty();
    }

    @Override
    public boolean storeChange(Order next, CloudEvent event) {
        Order stored = orders.get(next.id());
        if (stored == null || stored.version() != next.version() - 1) {
            return false;
        }
        orders.put(next.id(), next);
        events.add(event);
        return true;
    }

    /** The events in the order of their writes. */
    public List<CloudEvent> events() {
        return List.copyOf(events);
    }
}
