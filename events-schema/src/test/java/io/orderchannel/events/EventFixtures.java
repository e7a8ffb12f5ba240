package io.orderchannel.events;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One event a type, for tests. */
final class EventFixtures {
    static final Instant PLACED_AT = Instant.parse("2026-03-01T09:30:00.123Z");
    static final EventContext CONTEXT =
            new EventContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "corr-1", "7c1f6f0e-request");

    private EventFixtures() {}

    static CloudEvent event(EventType type) {
        return CloudEvent.of(data(type), PLACED_AT.plusMillis(877), CONTEXT);
    }

    private static EventData data(EventType type) {
        return switch (type) {
            case ORDER_PLACED -> OrderEvent.of(order(1, OrderState.PLACED, null));
            case ORDER_CONFIRMED -> OrderEvent.of(order(2, OrderState.CONFIRMED, null));
            case ORDER_REJECTED -> OrderEvent.of(order(2, OrderState.REJECTED, "LOCKER has no slot left"));
            case ORDER_SHIPPED -> OrderEvent.of(order(3, OrderState.SHIPPED, null));
            case ORDER_DELIVERED -> OrderEvent.of(order(4, OrderState.DELIVERED, null));
            case ORDER_CANCELLATION_REQUESTED ->
                OrderEvent.of(order(3, OrderState.CANCELLING, "the partner did not ship within 20 s"));
            case ORDER_CANCELLED -> OrderEvent.of(order(4, OrderState.CANCELLED, "nobody at the door"));
            case CHANNEL_ASSIGNED -> ChannelEvent.of(assignment(AssignmentState.ASSIGNED, null));
            case CHANNEL_REJECTED -> ChannelEvent.of(assignment(AssignmentState.REJECTED, "LOCKER has no slot left"));
            case CHANNEL_SHIPPED -> ChannelEvent.of(assignment(AssignmentState.SHIPPED, null));
            case CHANNEL_DELIVERED -> ChannelEvent.of(assignment(AssignmentState.DELIVERED, null));
            case CHANNEL_FAILED -> ChannelEvent.of(assignment(AssignmentState.FAILED, "nobody at the door"));
            case CHANNEL_RELEASED ->
                ChannelEvent.of(assignment(AssignmentState.RELEASED, "the partner did not ship within 20 s"));
        };
    }

    private static OrderSnapshot order(long version, OrderState state, @Nullable String reason) {
        return new OrderSnapshot(
                "o-7f3",
                version,
                "c-1",
                Channel.LOCKER,
                version == 4,
                state,
                List.of(
                        new OrderItem("SKU-\"1\"", 2, new Money(1250, "EUR")),
                        new OrderItem("SKÜ-✓-🚀", 1, new Money(0, "EUR"))),
                new Money(2500, "EUR"),
                PLACED_AT,
                reason);
    }

    private static AssignmentSnapshot assignment(AssignmentState state, @Nullable String reason) {
        return new AssignmentSnapshot(
                "a-o-7f3", "o-7f3", Channel.LOCKER, 1, state, LocalDate.parse("2026-03-01"), reason);
    }
}
