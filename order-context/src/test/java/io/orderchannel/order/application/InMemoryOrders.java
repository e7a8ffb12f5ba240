package io.orderchannel.order.application;

import faas.events.CloudEvent;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderId;
import io.orderchannel.order.domain.RequestFingerprint;
import io.orderchannel.order.domain.WaitingFor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Orders in memory, and the events that their changes carried. For one thread. */
public final class InMemoryOrders
        implements FindOrder, FindLatestChange, FindWaitingOrders, StoreNewOrder, StoreOrderChange {

    private static final Comparator<Entry> ORDER = Comparator.comparing(Entry::since)
            .thenComparing(entry -> entry.orderId().value());

    private final Map<OrderId, Order> orders = new HashMap<>();
    private final Map<OrderId, RequestFingerprint> requests = new HashMap<>();
    private final List<CloudEvent> events = new ArrayList<>();

    @Override
    public Optional<Order> find(OrderId id) {
        return Optional.ofNullable(orders.get(id));
    }

    @Override
    public Optional<LatestChange> findLatestChange(OrderId id) {
        return find(id).map(order -> {
            CloudEvent event = latest(id);
            return new LatestChange(order, order.state().waitsFor().map(_ -> event.time()), event.context());
        });
    }

    @Override
    public Page findWaiting(WaitingFor whom, Instant until, Optional<Entry> after, int most) {
        List<Entry> rest = orders.values().stream()
                .filter(order -> order.state().waitsFor().equals(Optional.of(whom)))
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
    public StoreNewOrder.Result storeNew(Order.Placed order, RequestFingerprint request, CloudEvent event) {
        if (orders.putIfAbsent(order.id(), order) != null) {
            return new StoreNewOrder.Result.AlreadyThere(requests.getOrDefault(order.id(), request));
        }
        requests.put(order.id(), request);
        events.add(event);
        return new StoreNewOrder.Result.Stored();
    }

    @Override
    public StoreOrderChange.Result storeChange(Order next, CloudEvent event) {
        Order stored = orders.get(next.id());
        if (stored == null || stored.version().value() != next.version().value() - 1) {
            return StoreOrderChange.Result.VERSION_CONFLICT;
        }
        orders.put(next.id(), next);
        events.add(event);
        return StoreOrderChange.Result.STORED;
    }

    /** The events in the order of their writes. */
    public List<CloudEvent> events() {
        return List.copyOf(events);
    }
}
