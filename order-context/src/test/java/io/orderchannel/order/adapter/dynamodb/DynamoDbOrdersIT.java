package io.orderchannel.order.adapter.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.events.CloudEvent;
import faas.events.EventCodec;
import io.orderchannel.events.order.OrderEventFormat;
import io.orderchannel.order.application.OrderStoreContract;
import io.orderchannel.order.application.Orders;
import io.orderchannel.order.application.PlacedOrders;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderFixture;
import io.orderchannel.order.table.OrdersTable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbOrdersIT extends OrderStoreContract {
    private static LocalOrders local;
    private static DynamoDbClient client;
    private static DynamoDbOrders orders;

    @BeforeAll
    static void start() {
        local = LocalOrders.start();
        client = local.client();
        orders = local.orders();
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @Override
    protected Orders orders() {
        return orders;
    }

    @Test
    void an_order_whose_event_cannot_be_read_goes_on_with_a_trace_of_its_own() {
        OrderFixture order = OrderFixture.anOrder().underKey("broken event");
        PlacedOrders.place(orders, order);
        client.updateItem(update -> update.tableName(LocalOrders.TABLE)
                .key(Map.of("orderId", AttributeValue.fromS(order.id().value())))
                .updateExpression("SET event = :broken")
                .expressionAttributeValues(Map.of(":broken", AttributeValue.fromS("{\"specversion\""))));

        assertThat(orders.findLatestChange(order.id())).get().satisfies(found -> {
            assertThat(found.order()).isEqualTo(order.placed());
            assertThat(found.waitingSince()).isPresent();
            assertThat(found.context().correlationId()).isEqualTo(order.id().value());
            assertThat(found.context().traceparent()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
        });
    }

    @Test
    void an_item_whose_version_is_below_the_first_is_refused() {
        OrderFixture order = OrderFixture.anOrder().underKey("version 0");
        PlacedOrders.place(orders, order);
        client.updateItem(update -> update.tableName(LocalOrders.TABLE)
                .key(Map.of("orderId", AttributeValue.fromS(order.id().value())))
                .updateExpression("SET version = :zero")
                .expressionAttributeValues(Map.of(":zero", AttributeValue.fromN("0"))));

        assertThatThrownBy(() -> orders.find(order.id()))
                .hasMessage("item of order " + order.id().value() + " has version 0, expected at least 1");
    }

    @Test
    void the_index_holds_the_keys_of_orders_that_wait_and_nothing_else() {
        OrderFixture waits = OrderFixture.anOrder().underKey("sparse: waits");
        OrderFixture settled = OrderFixture.anOrder().underKey("sparse: settled");
        PlacedOrders.place(orders, waits);
        PlacedOrders.place(orders, settled);
        orders.storeChange(settled.cancelled("too late"), storedEvent(settled.placed()));

        List<Map<String, AttributeValue>> items = client.scan(
                        request -> request.tableName(LocalOrders.TABLE).indexName(OrdersTable.WAITING_INDEX))
                .items();

        assertThat(items)
                .extracting(item -> text(item, OrdersTable.ORDER_ID))
                .contains(waits.id().value())
                .doesNotContain(settled.id().value());
        assertThat(items)
                .allSatisfy(item -> assertThat(item)
                        .containsOnlyKeys(OrdersTable.ORDER_ID, OrdersTable.WAITING_FOR, OrdersTable.WAITING_SINCE));
    }

    /** The names are stored: another one would hide the orders that wait now. */
    @Test
    void the_index_has_a_partition_for_each_state_in_which_an_order_waits() {
        OrderFixture order = OrderFixture.anOrder().underKey("partitions");
        PlacedOrders.place(orders, order);
        assertThat(text(item(order.placed()), OrdersTable.WAITING_FOR)).isEqualTo("CHANNEL");

        orders.storeChange(order.confirmed(), storedEvent(order.placed()));
        assertThat(text(item(order.placed()), OrdersTable.WAITING_FOR)).isEqualTo("PARTNER");

        orders.storeChange(order.cancelling("too late"), storedEvent(order.placed()));
        assertThat(text(item(order.placed()), OrdersTable.WAITING_FOR)).isEqualTo("ANSWER");
    }

    /** As the relay behind the table's stream finds it. */
    @Override
    protected CloudEvent storedEvent(Order order) {
        Map<String, AttributeValue> item = item(order);
        CloudEvent event = new EventCodec(new OrderEventFormat()).decode(text(item, "event"));
        assertThat(text(item, "eventId")).isEqualTo(event.id());
        return event;
    }

    private static Map<String, AttributeValue> item(Order order) {
        return client.getItem(request -> request.tableName(LocalOrders.TABLE)
                        .consistentRead(true)
                        .key(Map.of("orderId", AttributeValue.fromS(order.id().value()))))
                .item();
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        return Objects.requireNonNull(item.get(name), name).s();
    }
}
