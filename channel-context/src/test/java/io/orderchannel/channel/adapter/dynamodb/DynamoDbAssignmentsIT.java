package io.orderchannel.channel.adapter.dynamodb;

import static io.orderchannel.channel.domain.RequestFixture.aRequest;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderchannel.channel.application.AssignmentStoreContract;
import io.orderchannel.channel.application.StoreRejection;
import io.orderchannel.channel.application.TakeSlots;
import io.orderchannel.channel.domain.Capacity;
import io.orderchannel.channel.domain.OrderId;
import io.orderchannel.channel.domain.RequestFixture;
import io.orderchannel.channel.domain.Slots;
import io.orderchannel.dynamodblocal.DynamoDbLocal;
import io.orderchannel.events.CloudEvent;
import io.orderchannel.events.EventCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class DynamoDbAssignmentsIT extends AssignmentStoreContract {

    private static final String TABLE = "channels";

    private static DynamoDbLocal local;
    private static DynamoDbClient client;
    private static DynamoDbAssignments assignments;

    @BeforeAll
    static void start() {
        local = DynamoDbLocal.start();
        client = client(UrlConnectionHttpClient.create());
        client.createTable(CreateTableRequest.builder()
                .tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("pk")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName("pk")
                        .keyType(KeyType.HASH)
                        .build())
                .build());
        assignments = assignments(client);
    }

    @AfterAll
    static void stop() {
        client.close();
        local.close();
    }

    @Override
    protected TakeSlots takeSlots() {
        return assignments;
    }

    @Override
    protected StoreRejection storeRejection() {
        return assignments;
    }

    @Override
    protected int taken(Slots slots) {
        Map<String, AttributeValue> item = item("SLOTS#" + slots.channel() + "#" + slots.day());
        return item.isEmpty() ? 0 : Integer.parseInt(attribute(item, "taken").n());
    }

    /** As the relay behind the table's stream finds it. */
    @Override
    protected Optional<CloudEvent> storedEvent(OrderId orderId) {
        Map<String, AttributeValue> item = item("ASSIGNMENT#" + orderId.value());
        if (item.isEmpty()) {
            return Optional.empty();
        }
        CloudEvent event = new EventCodec().decode(attribute(item, "event").s());
        assertThat(attribute(item, "eventId").s()).isEqualTo(event.id());
        return Optional.of(event);
    }

    @Test
    void an_answer_that_is_lost_does_not_count_slots_twice() {
        RequestFixture order = aRequest("lost").on("2026-02-01");
        try (LosesFirstAnswer unreliable = new LosesFirstAnswer(UrlConnectionHttpClient.create());
                DynamoDbClient retrying = client(unreliable)) {
            CloudEvent event = event(order.assigned());

            TakeSlots.Result result = assignments(retrying)
                    .take(
                            order.slots(),
                            new Capacity(10),
                            List.of(new TakeSlots.NewAssignment(order.assigned(), event)));

            assertThat(unreliable.lost()).isEqualTo(1);
            assertThat(result).isEqualTo(new TakeSlots.Result.Taken());
            assertThat(taken(order.slots())).isEqualTo(1);
        }
    }

    @Test
    void several_at_once_sell_each_slot_once_and_no_more_than_there_are() throws Exception {
        List<RequestFixture> orders = IntStream.range(0, 60)
                .mapToObj(i -> aRequest("rush-" + i).on("2026-02-02"))
                .toList();
        List<Callable<TakeSlots.Result>> attempts = new ArrayList<>();
        for (RequestFixture order : orders) {
            // Each order comes twice, as a queue may deliver it.
            for (int copy = 0; copy < 2; copy++) {
                attempts.add(() -> assignments.take(
                        order.slots(),
                        new Capacity(40),
                        List.of(new TakeSlots.NewAssignment(order.assigned(), event(order.assigned())))));
            }
        }
        Collections.shuffle(attempts, new Random(7));

        try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
            executor.invokeAll(attempts);
        }

        long assigned = orders.stream()
                .filter(order -> storedEvent(order.id()).isPresent())
                .count();
        assertThat(assigned).isEqualTo(40);
        assertThat(taken(orders.getFirst().slots())).isEqualTo(40);
    }

    private static DynamoDbAssignments assignments(DynamoDbClient client) {
        return new DynamoDbAssignments(
                client, TABLE, new EventCodec(), () -> UUID.randomUUID().toString());
    }

    private static DynamoDbClient client(SdkHttpClient http) {
        return DynamoDbClient.builder()
                .endpointOverride(local.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(http)
                .build();
    }

    private static Map<String, AttributeValue> item(String key) {
        return client.getItem(request ->
                        request.tableName(TABLE).consistentRead(true).key(Map.of("pk", AttributeValue.fromS(key))))
                .item();
    }

    private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
        return Objects.requireNonNull(item.get(name), name);
    }
}
