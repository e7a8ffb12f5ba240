package io.orderchannel.order.adapter.dynamodb;

import faas.dynamodblocal.DynamoDbLocal;
import faas.events.EventCodec;
import io.orderchannel.events.order.OrderEventFormat;
import io.orderchannel.order.table.OrdersTable;
import java.util.Map;
import java.util.Objects;
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

/** The table of the context in an engine of its own, until it is closed. */
public final class LocalOrders implements AutoCloseable {
    static final String TABLE = "orders";

    private final DynamoDbLocal local;
    private final DynamoDbClient client;

    private LocalOrders(DynamoDbLocal local, DynamoDbClient client) {
        this.local = local;
        this.client = client;
    }

    public static LocalOrders start() {
        DynamoDbLocal local = DynamoDbLocal.start();
        DynamoDbClient client = DynamoDbClient.builder()
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
        return new LocalOrders(local, client);
    }

    DynamoDbClient client() {
        return client;
    }

    public DynamoDbOrders orders() {
        return new DynamoDbOrders(client, TABLE, new EventCodec(new OrderEventFormat()));
    }

    /** Deletes every item. */
    public void clear() {
        for (Map<String, AttributeValue> item : client.scanPaginator(
                        request -> request.tableName(TABLE).consistentRead(true))
                .items()) {
            AttributeValue orderId = Objects.requireNonNull(item.get(OrdersTable.ORDER_ID), OrdersTable.ORDER_ID);
            client.deleteItem(request -> request.tableName(TABLE).key(Map.of(OrdersTable.ORDER_ID, orderId)));
        }
    }

    @Override
    public void close() {
        client.close();
        local.close();
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
}
