package io.orderchannel.order.adapter.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderchannel.dynamodblocal.DynamoDbLocal;
import io.orderchannel.events.CloudEvent;
import io.orderchannel.events.EventCodec;
import io.orderchannel.order.application.FindOrder;
import io.orderchannel.order.application.OrderStoreContract;
import io.orderchannel.order.application.StoreNewOrder;
import io.orderchannel.order.application.StoreOrderChange;
import io.orderchannel.order.domain.Order;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
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
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("orderId")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName("orderId")
                        .keyType(KeyType.HASH)
                        .build())
                .build());
        orders = new DynamoDbOrders(client, TABLE, new EventCodec());
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
