package io.orderchannel.channel.slots.application;

import faas.events.EventContext;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.Slots;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Forwards every call to another store; tests override single calls. */
public class ForwardingAssignments implements Assignments {
    private final Assignments store;

    protected ForwardingAssignments(Assignments store) {
        this.store = store;
    }

    /** A store whose changes all meet a write conflict. */
    public static Assignments withConflicts(Assignments store) {
        return new ForwardingAssignments(store) {
            @Override
            public boolean change(Change change) {
                return false;
            }
        };
    }

    /** A store whose changes all fail. */
    public static Assignments withoutTable(Assignments store) {
        return new ForwardingAssignments(store) {
            @Override
            public boolean change(Change change) {
                throw new IllegalStateException("no such table");
            }
        };
    }

    @Override
    public Optional<Assignment> find(OrderId orderId) {
        return store.find(orderId);
    }

    @Override
    public Optional<Receipt> findReceipt(String webhookId) {
        return store.findReceipt(webhookId);
    }

    @Override
    public List<OrderId> findRanOut(Slots slots, Instant now, int most) {
        return store.findRanOut(slots, now, most);
    }

    @Override
    public Optional<NotTaken> take(Slots slots, int capacity, List<Change> changes) {
        return store.take(slots, capacity, changes);
    }

    @Override
    public Hold hold(Assignment.Held reservation, int capacity, EventContext context) {
        return store.hold(reservation, capacity, context);
    }

    @Override
    public boolean change(Change change) {
        return store.change(change);
    }
}
