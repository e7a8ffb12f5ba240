package io.orderchannel.channel.slots.handler;

import faas.events.CloudEvent;
import faas.events.EventCodec;
import faas.events.EventContext;
import faas.kit.aws.AwsClients;
import faas.kit.batch.EventMessages;
import faas.kit.relay.OutgoingEvent;
import faas.kit.relay.SnsEventPublisher;
import io.orderchannel.channel.slots.adapter.lambda.LambdaNotifyPartner;
import io.orderchannel.channel.slots.application.CancellationRequest;
import io.orderchannel.channel.slots.application.ManageSlot;
import io.orderchannel.channel.slots.application.Pace;
import io.orderchannel.channel.slots.application.PartnerNotification;
import io.orderchannel.channel.slots.application.PlacedOrder;
import io.orderchannel.channel.slots.application.SlotOutcome;
import io.orderchannel.channel.slots.domain.AssignmentId;
import io.orderchannel.channel.slots.domain.Capacities;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.events.channel.AssignmentSnapshot;
import io.orderchannel.events.channel.AssignmentState;
import io.orderchannel.events.channel.ChannelEvent;
import io.orderchannel.events.channel.ChannelEventFormat;
import io.orderchannel.events.channel.SlotCodec;
import io.orderchannel.events.channel.SlotCommand;
import io.orderchannel.events.channel.SlotReply;
import io.orderchannel.events.order.Channel;
import io.orderchannel.events.order.Money;
import io.orderchannel.events.order.OrderEvent;
import io.orderchannel.events.order.OrderEventFormat;
import io.orderchannel.events.order.OrderItem;
import io.orderchannel.events.order.OrderSnapshot;
import io.orderchannel.events.order.OrderState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** What each function about slots does before a snapshot is taken: its work on an example, over clients that reach nobody. */
final class SlotPriming {

    private static final EventContext CONTEXT =
            new EventContext("00-00000000000000000000000000000001-0000000000000001-00", "priming", "priming");

    /** What SNS answers to a batch that it took. */
    private static final String PUBLISHED =
            "<PublishBatchResponse><PublishBatchResult><Failed/><Successful/></PublishBatchResult></PublishBatchResponse>";

    private SlotPriming() {}

    static void primeAssignOrder() {
        EventCodec codec = new EventCodec(new OrderEventFormat());
        OrderMessage.Reader reader = new OrderMessage.Reader(new EventMessages(codec));
        SlotStores stores = stores();
        if (reader.read(codec.encode(placed())).content() instanceof OrderMessage.Content.Placed(PlacedOrder order)) {
            stores.assignOrders(capacities(), partner()).assign(List.of(order), new OnePace());
        }
        if (reader.read(codec.encode(cancellationRequested())).content()
                instanceof OrderMessage.Content.Cancellation(CancellationRequest order)) {
            stores.answerCancellation().answer(order, new OnePace());
        }
    }

    static void primeManageSlot() {
        SlotCodec codec = new SlotCodec();
        LambdaNotifyPartner partner = partner();
        ManageSlot manageSlot = stores().manageSlot(capacities(), Duration.ofSeconds(1), partner);
        // Each finds nothing stored: what is reserved is put, what is confirmed is refused, what is released is marked.
        for (SlotCommand.Action action : SlotCommand.Action.values()) {
            SlotCommand command = codec.decodeCommand(codec.encode(new SlotCommand(action, order(), CONTEXT)));
            if (manageSlot.carryOut(command, new OnePace()) instanceof SlotOutcome.Replied(SlotReply reply)) {
                codec.encode(reply);
            }
        }
        partner.notify(new PartnerNotification(
                new AssignmentId("priming"),
                new OrderId("priming"),
                io.orderchannel.channel.slots.domain.Channel.STORE,
                List.of(new PartnerNotification.Item("priming", 1)),
                CONTEXT));
    }

    static void primeReleaseExpiredReservations() {
        stores().releaseRanOut().release(new OrderId("priming"), new OnePace());
    }

    private static LambdaNotifyPartner partner() {
        return new LambdaNotifyPartner(AwsClients.forPriming(LambdaClient.builder(), "{}"), "priming");
    }

    /** The token is the same in every environment, but reaches nobody. */
    private static SlotStores stores() {
        return SlotStores.of(
                AwsClients.forPriming(DynamoDbClient.builder(), "{}"),
                "priming",
                () -> "priming",
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }

    private static Capacities capacities() {
        return CapacityVariable.parse("STORE=1,COURIER=1,LOCKER=1,MARKETPLACE=1");
    }

    static void primeRelay() {
        EventCodec codec = new EventCodec(new ChannelEventFormat());
        String event = codec.encode(assigned());
        codec.decode(event);
        new SnsEventPublisher(
                        AwsClients.forPriming(SnsClient.builder(), PUBLISHED),
                        "arn:aws:sns:us-east-1:000000000000:priming")
                .publish(List.of(new OutgoingEvent("priming", "priming", event)));
    }

    private static CloudEvent placed() {
        return CloudEvent.of(new OrderEvent.Placed(order()), Instant.EPOCH, CONTEXT);
    }

    private static CloudEvent assigned() {
        return CloudEvent.of(
                new ChannelEvent.Assigned(new AssignmentSnapshot(
                        "priming", "priming", Channel.STORE, 1, AssignmentState.ASSIGNED, LocalDate.EPOCH, null)),
                Instant.EPOCH,
                CONTEXT);
    }

    private static CloudEvent cancellationRequested() {
        return CloudEvent.of(
                new OrderEvent.CancellationRequested(order(OrderState.CANCELLING, "priming")), Instant.EPOCH, CONTEXT);
    }

    private static OrderSnapshot order() {
        return order(OrderState.PLACED, null);
    }

    private static OrderSnapshot order(OrderState state, @Nullable String reason) {
        Money price = new Money(1, "EUR");
        return new OrderSnapshot(
                "priming",
                1,
                "priming",
                Channel.STORE,
                false,
                state,
                List.of(new OrderItem("priming", 1, price)),
                price,
                Instant.EPOCH,
                reason);
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
