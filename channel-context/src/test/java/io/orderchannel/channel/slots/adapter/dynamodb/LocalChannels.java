package io.orderchannel.channel.slots.adapter.dynamodb;

import faas.dynamodblocal.DynamoDbLocal;
import faas.events.CloudEvent;
import faas.events.EventCodec;
import io.orderchannel.channel.slots.application.Assignments;
import io.orderchannel.channel.slots.domain.Slots;
import io.orderchannel.channel.table.ChannelsTable;
import io.orderchannel.events.channel.ChannelEventFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
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
public final class LocalChannels implements AutoCloseable {
    static final String TABLE = "channels";

    private final DynamoDbLocal local;
    private final DynamoDbClient client;

    private LocalChannels(DynamoDbLocal local, DynamoDbClient client) {
        this.local = local;
        this.client = client;
    }

    public static LocalChannels start() {
        DynamoDbLocal local = DynamoDbLocal.start();
        DynamoDbClient client = client(local, UrlConnectionHttpClient.create());
        client.createTable(CreateTableRequest.builder()
                .tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                        text(ChannelsTable.KEY),
                        text(ChannelsTable.RESERVATIONS_PARTITION_KEY),
                        text(ChannelsTable.RESERVATIONS_SORT_KEY))
                .keySchema(key(ChannelsTable.KEY, KeyType.HASH))
                .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
                        .indexName(ChannelsTable.RESERVATIONS_INDEX)
                        .keySchema(
                                key(ChannelsTable.RESERVATIONS_PARTITION_KEY, KeyType.HASH),
                                key(ChannelsTable.RESERVATIONS_SORT_KEY, KeyType.RANGE))
                        .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY))
                        .build())
                .build());
        return new LocalChannels(local, client);
    }

    DynamoDbClient client() {
        return client;
    }

    /** A client of the same engine over that connection. */
    DynamoDbClient client(SdkHttpClient http) {
        return client(local, http);
    }

    public Assignments assignments() {
        return new DynamoDbAssignments(client, TABLE, LocalChannels::token);
    }

    static String token() {
        return UUID.randomUUID().toString();
    }

    /** How many of these slots are taken. */
    public int taken(Slots slots) {
        Map<String, AttributeValue> item = item("SLOTS#" + slots.channel() + "#" + slots.day());
        return item.isEmpty() ? 0 : Integer.parseInt(attribute(item, "taken").n());
    }

    /** The event of an order's assignment, as the relay behind the table's stream finds it. */
    Optional<CloudEvent> storedEvent(String order) {
        Map<String, AttributeValue> item = item("ASSIGNMENT#" + order);
        if (!item.containsKey("eventId")) {
            return Optional.empty();
        }
        CloudEvent event = new EventCodec(new ChannelEventFormat())
                .decode(attribute(item, "event").s());
        if (!attribute(item, "eventId").s().equals(event.id())) {
            throw new AssertionError(item + " has the event " + event);
        }
        return Optional.of(event);
    }

    /** The item of that key; empty if there is none. */
    Map<String, AttributeValue> item(String key) {
        return client.getItem(request -> request.tableName(TABLE)
                        .consistentRead(true)
                        .key(Map.of(ChannelsTable.KEY, AttributeValue.fromS(key))))
                .item();
    }

    List<Map<String, AttributeValue>> items() {
        return client.scanPaginator(request -> request.tableName(TABLE).consistentRead(true)).items().stream()
                .toList();
    }

    /** Deletes every item. */
    public void clear() {
        for (Map<String, AttributeValue> item : items()) {
            client.deleteItem(request ->
                    request.tableName(TABLE).key(Map.of(ChannelsTable.KEY, attribute(item, ChannelsTable.KEY))));
        }
    }

    static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
        return Objects.requireNonNull(item.get(name), name);
    }

    @Override
    public void close() {
        client.close();
        local.close();
    }

    private static DynamoDbClient client(DynamoDbLocal local, SdkHttpClient http) {
        return DynamoDbClient.builder()
                .endpointOverride(local.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(http)
                .build();
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
