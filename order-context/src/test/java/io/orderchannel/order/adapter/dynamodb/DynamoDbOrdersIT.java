package io.orderchannel.order.adapter.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderchannel.dynamodblocal.DynamoDbLocal;
import io.orderchannel.events.CloudEvent;
import io.orderchannel.events.EventCodec;
import io.orderchannel.order.application.FindLatestChange;
import io.orderchannel.order.application.FindOrder;
import io.orderchannel.order.application.FindWaitingOrders;
import io.orderchannel.order.application.OrderStoreContract;
import io.orderchannel.order.application.PlacedOrders;
import io.orderchannel.order.application.StoreNewOrder;
import io.orderchannel.order.application.StoreOrderChange;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderFixture;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class DynamoDbOrdersIT extends OrderStoreContract {

    private static final String TABLE = "orders";

    private static DynamoDbLocal local;
    private static DynamoDbClient client;
    private static DynamoDbOrders orders;

    @BeforeAll
    static void start() {
        local = DynamoDbLocal.start();
        client = DynamoDbClient.builder()
                .endpointOverride(local.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        client.createTable(CreateTableRequest.builder()
                .tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                        text(OrdersTable.ORDER_ID), text(OrdersTable.WAITING_FOR), text(OrdersTable.WAITING_SINCE))
                .keySchema(key(OrdersTable.ORDER_ID, KeyType.HASH))
                .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
                        .indexName(OrdersTable.WAITING_INDEX)
                        .keySchema(
                                key(OrdersTable.WAITING_FOR, KeyType.HASH),
                                key(OrdersTable.WAITING_SINCE, KeyType.RANGE))
                        .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY))
                        .build())
                .build());
        orders = new DynamoDbOrders(client, TABLE, new EventCodec());
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    @AfterAll
    static void stop() {
        client.close();
        local.close();
    }

    @Override
    protected FindOrder find() {
        return orders;
    }

    @Override
    protected StoreNewOrder storeNew() {
        return orders;
    }

    @Override
    protected StoreOrderChange storeChange() {
        return orders;
    }

    @Override
    protected FindLatestChange findLatestChange() {
        return orders;
    }

    @Override
    protected FindWaitingOrders findWaiting() {
        return orders;
    }

    @Test
    void the_index_holds_the_keys_of_orders_that_wait_and_nothing_else() {
        OrderFixture waits = OrderFixture.anOrder().underKey("sparse: waits");
        OrderFixture settled = OrderFixture.anOrder().underKey("sparse: settled");
        PlacedOrders.place(orders, waits);
        PlacedOrders.place(orders, settled);
        orders.storeChange(settled.cancelled("too late"), storedEvent(settled.placed()));

        List<Map<String, AttributeValue>> items = client.scan(
                        request -> request.tableName(TABLE).indexName(OrdersTable.WAITING_INDEX))
                .items();

        assertThat(items)
                .extracting(item -> text(item, OrdersTable.ORDER_ID))
                .contains(waits.id().value())
                .doesNotContain(settled.id().value());
        assertThat(items)
                .allSatisfy(item -> assertThat(item)
                        .containsOnlyKeys(OrdersTable.ORDER_ID, OrdersTable.WAITING_FOR, OrdersTable.WAITING_SINCE));
    }

    /** As the relay behind the table's stream finds it. */
    @Override
    protected CloudEvent storedEvent(Order order) {
        Map<String, AttributeValue> item = client.getItem(request -> request.tableName(TABLE)
                        .consistentRead(true)
                        .key(Map.of("orderId", AttributeValue.fromS(order.id().value()))))
                .item();
        CloudEvent event = new EventCodec().decode(text(item, "event"));
        assertThat(text(item, "eventId")).isEqualTo(event.id());
        return event;
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        return Objects.requireNonNull(item.get(name), name).s();
    }
}
