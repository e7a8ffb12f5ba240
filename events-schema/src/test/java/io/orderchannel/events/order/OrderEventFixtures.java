package io.orderchannel.events.order;

import faas.events.CloudEvent;
import faas.events.EventContext;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One event of each type, for tests. */
final class OrderEventFixtures {
    static final Instant PLACED_AT = Instant.parse("2026-03-01T09:30:00.123Z");
    static final EventContext CONTEXT =
            new EventContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "corr-1", "7c1f6f0e-request");

    private OrderEventFixtures() {}

    static CloudEvent event(OrderEventType type) {
        return CloudEvent.of(
                switch (type) {
                    case PLACED -> order(1, type, false, null);
                    case CONFIRMED -> order(2, type, false, null);
                    case REJECTED -> order(2, type, false, "LOCKER has no slot left");
                    case SHIPPED -> order(3, type, false, null);
                    case DELIVERED -> order(4, type, true, null);
                    case CANCELLING -> order(3, type, false, "the partner did not ship within 20 s");
                    case CANCELLED -> order(4, type, true, "nobody at the door");
                },
                PLACED_AT.plusMillis(877),
                CONTEXT);
    }

    static OrderSnapshot order(long version, OrderEventType type, boolean express, @Nullable String reason) {
        return new OrderSnapshot(
                "o-7f3",
                version,
                "c-1",
                Channel.LOCKER,
                express,
                type,
                List.of(
                        new OrderItem("SKU-\"1\"", 2, new Money(1250, "EUR")),
                        new OrderItem("SKÜ-✓-🚀", 1, new Money(0, "EUR"))),
                new Money(2500, "EUR"),
                PLACED_AT,
                reason);
    }
}
