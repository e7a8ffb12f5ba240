package io.orderchannel.order.application;

import static io.orderchannel.order.domain.OrderFixture.NOON;
import static io.orderchannel.order.domain.OrderFixture.anOrder;
import static io.orderchannel.order.domain.OrderFixture.item;
import static org.assertj.core.api.Assertions.assertThat;

import faas.events.CloudEvent;
import faas.events.EventCodec;
import faas.events.EventContext;
import io.orderchannel.events.order.OrderEventFormat;
import io.orderchannel.events.order.OrderEventType;
import io.orderchannel.order.application.PlaceOrder.Outcome;
import io.orderchannel.order.application.PlaceOrder.Result;
import io.orderchannel.order.domain.OrderFixture;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlaceOrderTest {
    private static final EventContext CONTEXT = new EventContext("trace-1", "correlation-1", "request-1");

    private final InMemoryOrders orders = new InMemoryOrders();
    private final PlaceOrder placeOrder = new PlaceOrder(orders, Clock.fixed(NOON, ZoneOffset.UTC));

    @Test
    void a_new_order_is_stored_with_the_event_that_announces_it() {
        assertThat(place(anOrder())).isEqualTo(new Result(anOrder().id(), Outcome.PLACED));

        assertThat(orders.find(anOrder().id())).contains(anOrder().placed());
        CloudEvent event = orders.events().getFirst();
        assertThat(event.type()).isEqualTo(OrderEventType.PLACED);
        assertThat(event.id()).isEqualTo(anOrder().id().value() + "#1");
        assertThat(event.subject()).isEqualTo(anOrder().id().value());
        assertThat(event.context()).isEqualTo(CONTEXT);
    }

    @Test
    void the_same_request_again_is_answered_again_and_stores_nothing() {
        place(anOrder());

        assertThat(place(anOrder())).isEqualTo(new Result(anOrder().id(), Outcome.REPLAYED));
        assertThat(orders.events()).hasSize(1);
    }

    @Test
    void the_same_request_is_answered_the_same_after_the_order_was_settled() {
        place(anOrder());
        orders.storeChange(anOrder().confirmed(), orders.events().getFirst());

        assertThat(place(anOrder())).isEqualTo(new Result(anOrder().id(), Outcome.REPLAYED));
        assertThat(orders.find(anOrder().id())).contains(anOrder().confirmed());
    }

    @Test
    void the_same_key_for_another_order_is_refused() {
        place(anOrder());

        assertThat(place(anOrder().of(item("OTHER", 1, 1))))
                .isEqualTo(new Result(anOrder().id(), Outcome.KEY_REUSED));
        assertThat(orders.find(anOrder().id())).contains(anOrder().placed());
    }

    @Test
    void the_same_key_of_another_customer_is_another_order() {
        place(anOrder());

        assertThat(place(anOrder().forCustomer("customer-2")).outcome()).isEqualTo(Outcome.PLACED);
        assertThat(orders.events()).hasSize(2);
    }

    @Test
    void the_event_of_the_largest_order_fits_into_one_publish_and_with_the_order_into_one_item() {
        for (String sku :
                List.of("\u6f22".repeat(64), "\"".repeat(64), "x\u2028".repeat(32), "\ud83d\ude00".repeat(32))) {
            place(anOrder().underKey(sku).ofAsManyItemsAsAllowed(sku));

            String event = new EventCodec(new OrderEventFormat())
                    .encode(orders.events().getLast());
            // 256 KiB a publish, 400 KB an item that holds the order besides; both are far away.
            assertThat(event.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(100 * 1024);
        }
    }

    private Result place(OrderFixture order) {
        return placeOrder.place(
                order.key(),
                new PlaceOrder.Command(order.customer(), order.channel(), order.express(), order.items()),
                CONTEXT);
    }
}
