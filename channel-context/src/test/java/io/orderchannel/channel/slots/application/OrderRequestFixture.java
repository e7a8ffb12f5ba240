package io.orderchannel.channel.slots.application;

import faas.events.EventContext;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.RequestFixture;
import io.orderchannel.events.order.Channel;
import io.orderchannel.events.order.Money;
import io.orderchannel.events.order.OrderEventType;
import io.orderchannel.events.order.OrderItem;
import io.orderchannel.events.order.OrderSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What orders ask for, and the changes that answer them. */
public final class OrderRequestFixture {
    private OrderRequestFixture() {}

    public static OrderRequest placed(RequestFixture order) {
        return request(order, 1, null);
    }

    public static OrderRequest cancellation(RequestFixture order, long version) {
        return request(order, version, "given up");
    }

    private static OrderRequest request(RequestFixture order, long version, @Nullable String reason) {
        OrderRequest placed = OrderRequest.of(
                snapshot(order, version),
                order.order() + "#" + version,
                new EventContext("trace-1", "correlation-" + order.order(), order.order() + "#" + version));
        return new OrderRequest(
                placed.orderId(), placed.slots(), placed.items(), placed.cause(), placed.context(), reason);
    }

    /** The order at that version, which was placed at noon of the slots' day. */
    public static OrderSnapshot snapshot(RequestFixture order, long version) {
        Money price = new Money(1_250, "EUR");
        return new OrderSnapshot(
                order.order(),
                version,
                "customer-1",
                Channel.valueOf(order.channel().name()),
                false,
                OrderEventType.PLACED,
                List.of(new OrderItem("MUG-BLUE", 2, price)),
                new Money(2_500, "EUR"),
                Instant.parse(order.day() + "T12:00:00Z"),
                null);
    }

    /** A first assignment as a store takes it, with its event. */
    public static Change first(Assignment assignment, Instant time, EventContext context) {
        return Change.announced(Optional.empty(), assignment, time, context);
    }
}
