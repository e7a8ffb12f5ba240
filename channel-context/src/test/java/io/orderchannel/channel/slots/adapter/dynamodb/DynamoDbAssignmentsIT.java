package io.orderchannel.channel.slots.adapter.dynamodb;

import static io.orderchannel.channel.slots.domain.RequestFixture.aRequest;
import static org.assertj.core.api.Assertions.assertThat;

import faas.events.CloudEvent;
import faas.events.EventCodec;
import faas.kit.aws.LosesFirstAnswer;
import io.orderchannel.channel.slots.application.AssignmentStoreContract;
import io.orderchannel.channel.slots.application.StorePorts;
import io.orderchannel.channel.slots.application.StoreRejection;
import io.orderchannel.channel.slots.application.TakeSlots;
import io.orderchannel.channel.slots.domain.Capacity;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.RequestFixture;
import io.orderchannel.channel.slots.domain.Slots;
import io.orderchannel.events.channel.ChannelEventFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynamoDbAssignmentsIT extends AssignmentStoreContract {

    private static LocalChannels channels;
    private static StorePorts ports;

    @BeforeAll
    static void start() {
        channels = LocalChannels.start();
        ports = channels.ports();
    }

    @AfterAll
    static void stop() {
        channels.close();
    }

    @Override
    protected TakeSlots takeSlots() {
        return ports.slots();
    }

    @Override
    protected StoreRejection storeRejection() {
        return ports.rejections();
    }

    @Override
    protected int taken(Slots slots) {
        return channels.taken(slots);
    }

    @Override
    protected Optional<CloudEvent> storedEvent(OrderId orderId) {
        return channels.storedEvent(orderId.value());
    }

    @Test
    void an_answer_that_is_lost_does_not_count_slots_twice() {
        RequestFixture order = aRequest("lost").on("2026-02-01");
        try (LosesFirstAnswer unreliable = new LosesFirstAnswer(UrlConnectionHttpClient.create());
                DynamoDbClient retrying = channels.client(unreliable)) {
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
                attempts.add(() -> ports.slots()
                        .take(
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
                client, LocalChannels.TABLE, new EventCodec(new ChannelEventFormat()), LocalChannels::token);
    }
}
