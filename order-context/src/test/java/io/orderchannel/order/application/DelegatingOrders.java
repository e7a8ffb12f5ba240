package io.orderchannel.order.application;

import faas.events.CloudEvent;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderId;
import io.orderchannel.order.domain.OrderState;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiPredicate;

/** A store of which a test replaces some operations. */
public class DelegatingOrders implements Orders {
    private final Orders orders;

    public DelegatingOrders(Orders orders) {
        this.orders = orders;
    }

    /** The store, with another way to store changes. */
    public static Orders storingChanges(Orders orders, BiPredicate<Order, CloudEvent> storeChange) {
        return new DelegatingOrders(orders) {
            @Override
            public boolean storeChange(Order next, CloudEvent event) {
                return storeChange.test(next, event);
            }
        };
    }

    @Override
    public Optional<String> storeNew(Order.Placed order, CloudEvent event) {
        return orders.storeNew(order, event);
    }

    @Override
    public boolean storeChange(Order next, CloudEvent event) {
        return orders.storeChange(next, event);
    }

    @Override
    public Optional<Order> find(OrderId id) {
        return orders.find(id);
    }

    @Override
    public Optional<LatestChange> findLatestChange(OrderId id) {
        return orders.findLatestChange(id);
    }

    @Override
    public Page findWaiting(OrderState state, Instant until, Optional<Entry> after, int most) {
        return orders.findWaiting(state, until, after, most);
    }
}
