package io.orderchannel.channel.handler;

import io.orderchannel.channel.application.Pace;
import io.orderchannel.events.Channel;
import io.orderchannel.events.CloudEvent;
import io.orderchannel.events.EventCodec;
import io.orderchannel.events.EventContext;
import io.orderchannel.events.Money;
import io.orderchannel.events.OrderEvent;
import io.orderchannel.events.OrderItem;
import io.orderchannel.events.OrderSnapshot;
import io.orderchannel.events.OrderState;
import io.orderchannel.kit.aws.AwsClients;
import io.orderchannel.kit.relay.OutgoingEvent;
import io.orderchannel.kit.relay.SnsEventPublisher;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** What each function does before a snapshot is taken: its work on an example, over clients that reach nobody. */
final class ChannelPriming {

    private static final EventContext CONTEXT =
            new EventContext("00-00000000000000000000000000000001-0000000000000001-00", "priming", "priming");

    /** What SNS answers to a batch that it took. */
    private static final String PUBLISHED =
            "<PublishBatchResponse><PublishBatchResult><Failed/><Successful/></PublishBatchResult></PublishBatchResponse>";

    private ChannelPriming() {}

    static void primeAssignOrder() {
        EventCodec codec = new EventCodec();
        PlacedOrderMessage message =
                new PlacedOrderMessage.Reader(new EventMessages(codec)).read(codec.encode(placed()));
        // The token is the same in every environment, but reaches nobody.
        ChannelModule.assignOrders(
                        AwsClients.forPriming(DynamoDbClient.builder(), "{}"),
                        "priming",
                        () -> "priming",
                        CapacityVariable.parse("STORE=1,COURIER=1,LOCKER=1,MARKETPLACE=1"),
                        Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
                .assign(List.of(message.order()), new OnePace());
    }

    static void primeRelay() {
        EventCodec codec = new EventCodec();
        String event = codec.encode(placed());
        codec.decode(event);
        new SnsEventPublisher(
                        AwsClients.forPriming(SnsClient.builder(), PUBLISHED),
                        "arn:aws:sns:us-east-1:000000000000:priming")
                .publish(List.of(new OutgoingEvent("priming", "priming", event)));
    }

    private static CloudEvent placed() {
        Money price = new Money(1, "EUR");
        OrderSnapshot order = new OrderSnapshot(
                "priming",
                1,
                "priming",
                Channel.STORE,
                false,
                OrderState.PLACED,
                List.of(new OrderItem("priming", 1, price)),
                price,
                Instant.EPOCH,
                null);
        return CloudEvent.of(new OrderEvent.Placed(order), Instant.EPOCH, CONTEXT);
    }

    /** All the time in the world, and no pause. */
    private record OnePace() implements Pace {
        @Override
        public boolean mayGoOn() {
            return true;
        }

        @Override
        public boolean pauseAfter(int attempts) {
            return true;
        }
    }
}
