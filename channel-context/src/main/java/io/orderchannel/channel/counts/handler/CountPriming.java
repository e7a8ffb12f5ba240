package io.orderchannel.channel.counts.handler;

import faas.events.CloudEvent;
import faas.events.EventCodec;
import faas.events.EventContext;
import faas.kit.aws.AwsClients;
import io.orderchannel.channel.counts.adapter.dynamodb.DynamoDbEventCounts;
import io.orderchannel.channel.counts.application.CountOrderEvents;
import io.orderchannel.events.order.Channel;
import io.orderchannel.events.order.Money;
import io.orderchannel.events.order.OrderEventFormat;
import io.orderchannel.events.order.OrderEventType;
import io.orderchannel.events.order.OrderItem;
import io.orderchannel.events.order.OrderSnapshot;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What CountOrderEvents does before a snapshot is taken: it counts an example, over a client that sends nothing. */
final class CountPriming {
    private static final String NAME = "priming";

    private CountPriming() {}

    static void primeCountOrderEvents() {
        EventCodec codec = new EventCodec(new OrderEventFormat());
        new CountOrderEvents(
                        new DynamoDbEventCounts(AwsClients.forPriming(DynamoDbClient.builder(), "{}"), NAME),
                        Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
                .count(codec.decode(codec.encode(placed())));
    }

    private static CloudEvent placed() {
        Money price = new Money(1, "EUR");
        return CloudEvent.of(
                new OrderSnapshot(
                        NAME,
                        1,
                        NAME,
                        Channel.STORE,
                        false,
                        OrderEventType.PLACED,
                        List.of(new OrderItem(NAME, 1, price)),
                        price,
                        Instant.EPOCH,
                        null),
                Instant.EPOCH,
                new EventContext("00-00000000000000000000000000000001-0000000000000001-00", NAME, NAME));
    }
}
