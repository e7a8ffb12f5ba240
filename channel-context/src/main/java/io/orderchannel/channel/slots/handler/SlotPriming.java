package io.orderchannel.channel.slots.handler;

import faas.events.CloudEvent;
import faas.events.EventCodec;
import faas.events.EventContext;
import faas.events.EventData;
import faas.kit.aws.AwsClients;
import faas.kit.relay.OutgoingEvent;
import faas.kit.relay.SnsEventPublisher;
import faas.kit.time.TimeLeft;
import io.orderchannel.channel.slots.adapter.dynamodb.DynamoDbAssignments;
import io.orderchannel.channel.slots.adapter.lambda.LambdaPartner;
import io.orderchannel.channel.slots.application.AnswerCancellation;
import io.orderchannel.channel.slots.application.AssignOrder;
import io.orderchannel.channel.slots.application.Assignments;
import io.orderchannel.channel.slots.application.ManageSlot;
import io.orderchannel.channel.slots.application.OrderRequest;
import io.orderchannel.channel.slots.application.ReleaseExpiredReservations;
import io.orderchannel.channel.slots.application.SlotOutcome;
import io.orderchannel.channel.slots.domain.Capacities;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.events.channel.AssignmentSnapshot;
import io.orderchannel.events.channel.ChannelEventFormat;
import io.orderchannel.events.channel.ChannelEventType;
import io.orderchannel.events.channel.SlotCodec;
import io.orderchannel.events.channel.SlotCommand;
import io.orderchannel.events.channel.SlotReply;
import io.orderchannel.events.order.Channel;
import io.orderchannel.events.order.Money;
import io.orderchannel.events.order.OrderEventFormat;
import io.orderchannel.events.order.OrderEventType;
import io.orderchannel.events.order.OrderItem;
import io.orderchannel.events.order.OrderSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * What each function about slots does before a snapshot is taken: its work on an example, over clients that send
 * nothing.
 */
final class SlotPriming {
    private static final EventContext CONTEXT =
            new EventContext("00-00000000000000000000000000000001-0000000000000001-00", "priming", "priming");

    private static final Clock EPOCH = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    /** What SNS answers to a batch that it took. */
    private static final String PUBLISHED =
            "<PublishBatchResponse><PublishBatchResult><Failed/><Successful/></PublishBatchResult>"
                    + "</PublishBatchResponse>";

    private SlotPriming() {}

    static void primeAssignOrder() {
        EventCodec codec = new EventCodec(new OrderEventFormat());
        Assignments assignments = assignments();
        if (read(codec, order(OrderEventType.PLACED)).data() instanceof OrderSnapshot placed) {
            new AssignOrder(assignments, partner(), capacities(), EPOCH)
                    .assign(List.of(OrderRequest.of(placed, "priming", CONTEXT)), time());
        }
        if (read(codec, order(OrderEventType.CANCELLING)).data() instanceof OrderSnapshot cancelling) {
            new AnswerCancellation(assignments, EPOCH).answer(OrderRequest.of(cancelling, "priming", CONTEXT), time());
        }
    }

    static void primeManageSlot() {
        LambdaPartner partner = partner();
        ManageSlot manageSlot = new ManageSlot(assignments(), partner, capacities(), Duration.ofSeconds(1), EPOCH);
        OrderSnapshot order = order(OrderEventType.PLACED);
        // Each finds nothing stored: what is reserved is put, what is confirmed is refused, what is released is marked.
        for (SlotCommand.Action action : SlotCommand.Action.values()) {
            SlotCommand command = SlotCodec.decodeCommand(SlotCodec.encode(new SlotCommand(action, order, CONTEXT)));
            if (manageSlot.carryOut(command, time()) instanceof SlotOutcome.Replied(SlotReply reply)) {
                SlotCodec.encode(reply);
            }
        }
        partner.notify(OrderRequest.of(order, "priming", CONTEXT));
    }

    static void primeReleaseExpiredReservations() {
        new ReleaseExpiredReservations(assignments(), EPOCH).release(new OrderId("priming"), time());
    }

    static void primeRelay() {
        EventCodec codec = new EventCodec(new ChannelEventFormat());
        CloudEvent assigned = read(
                codec,
                new AssignmentSnapshot(
                        "priming", "priming", Channel.STORE, 1, ChannelEventType.ASSIGNED, LocalDate.EPOCH, null));
        new SnsEventPublisher(
                        AwsClients.forPriming(SnsClient.builder(), PUBLISHED),
                        "arn:aws:sns:us-east-1:000000000000:priming")
                .publish(List.of(new OutgoingEvent("priming", "priming", codec.encode(assigned))));
    }

    private static CloudEvent read(EventCodec codec, EventData data) {
        return codec.decode(codec.encode(CloudEvent.of(data, Instant.EPOCH, CONTEXT)));
    }

    private static LambdaPartner partner() {
        return new LambdaPartner(AwsClients.forPriming(LambdaClient.builder(), "{}"), "priming");
    }

    /** The token is the same in every environment, but is not sent. */
    private static Assignments assignments() {
        return new DynamoDbAssignments(
                AwsClients.forPriming(DynamoDbClient.builder(), "{}"), "priming", () -> "priming");
    }

    private static Capacities capacities() {
        return CapacityVariable.parse("STORE=1,COURIER=1,LOCKER=1,MARKETPLACE=1");
    }

    private static TimeLeft time() {
        return new TimeLeft(() -> 60_000);
    }

    private static OrderSnapshot order(OrderEventType type) {
        Money price = new Money(1, "EUR");
        return new OrderSnapshot(
                "priming",
                1,
                "priming",
                Channel.STORE,
                false,
                type,
                List.of(new OrderItem("priming", 1, price)),
                price,
                Instant.EPOCH,
                type == OrderEventType.CANCELLING ? "priming" : null);
    }
}
