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
        return CloudEvent.of(data(type), PLACED_AT.plusMillis(877), CONTEXT);
    }

    private static OrderEvent data(OrderEventType type) {
        return switch (type) {
            case PLACED -> OrderEvent.of(order(1, OrderState.PLACED, null));
            case CONFIRMED -> OrderEvent.of(order(2, OrderState.CONFIRMED, null));
            case REJECTED -> OrderEvent.of(order(2, OrderState.REJECTED, "LOCKER has no slot left"));
            case SHIPPED -> OrderEvent.of(order(3, OrderState.SHIPPED, null));
            case DELIVERED -> OrderEvent.of(order(4, OrderState.DELIVERED, null));
            case CANCELLATION_REQUESTED ->
                OrderEvent.of(order(3, OrderState.CANCELLING, "the partner did not ship within 20 s"));
            case CANCELLED -> OrderEvent.of(order(4, OrderState.CANCELLED, "nobody at the door"));
        };
    }

    private static OrderSnapshot order(long version, OrderState state, @Nullable String reason) {
        return order(version, state, version == 4, reason);
    }

    static OrderSnapshot order(long version, OrderState state, boolean express, @Nullable String reason) {
        return new OrderSnapshot(
                "o-7f3",
                version,
                "c-1",
                Channel.LOCKER,
                express,
                state,
                List.of(
                        new OrderItem("SKU-\"1\"", 2, new Money(1250, "EUR")),
                        new OrderItem("SKÜ-✓-🚀", 1, new Money(0, "EUR"))),
                new Money(2500, "EUR"),
                PLACED_AT,
                reason);
    }
}
