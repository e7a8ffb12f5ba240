package io.orderchannel.order.handler;

import faas.events.CloudEvent;
import faas.events.EventCodec;
import faas.events.EventContext;
import faas.kit.aws.AwsClients;
import faas.kit.json.JsonParser;
import faas.kit.relay.OutgoingEvent;
import faas.kit.relay.SnsEventPublisher;
import io.orderchannel.events.channel.AssignmentSnapshot;
import io.orderchannel.events.channel.AssignmentState;
import io.orderchannel.events.channel.ChannelEvent;
import io.orderchannel.events.channel.ChannelEventFormat;
import io.orderchannel.events.channel.SlotCodec;
import io.orderchannel.events.channel.SlotCommand;
import io.orderchannel.events.order.Channel;
import io.orderchannel.events.order.Money;
import io.orderchannel.events.order.OrderEvent;
import io.orderchannel.events.order.OrderEventFormat;
import io.orderchannel.events.order.OrderItem;
import io.orderchannel.events.order.OrderSnapshot;
import io.orderchannel.events.order.OrderState;
import io.orderchannel.order.adapter.dynamodb.DynamoDbOrders;
import io.orderchannel.order.adapter.lambda.LambdaSlots;
import io.orderchannel.order.application.ApplyChannelOutcome;
import io.orderchannel.order.application.ExpireStaleOrders;
import io.orderchannel.order.application.FulfilExpressOrder;
import io.orderchannel.order.application.ManageSlots;
import io.orderchannel.order.application.PlaceOrder;
import io.orderchannel.order.domain.IdempotencyKey;
import io.orderchannel.order.domain.OrderId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** What each function does before a snapshot is taken: its work on an example, over clients that reach nobody. */
final class OrderPriming {

    private static final String ORDER_ID = "00000000000000000000000000000000";
    private static final Instant EPOCH = Instant.EPOCH;
    private static final EventContext CONTEXT =
            new EventContext("00-00000000000000000000000000000001-0000000000000001-00", "priming", "priming");

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** What ManageSlot answers to a confirmation. */
    private static final String CONFIRMED =
            "{\"orderId\":\"" + ORDER_ID + "\",\"outcome\":\"CONFIRMED\",\"version\":1}";

    /** What SNS answers to a batch that it took. */
    private static final String PUBLISHED =
            "<PublishBatchResponse><PublishBatchResult><Failed/><Successful/></PublishBatchResult></PublishBatchResponse>";

    private OrderPriming() {}

    static void primePlaceOrder() {
        OrderBody body = OrderBody.read(
                        JsonParser.parse("{\"customerId\":\"priming\",\"items\":[{\"sku\":\"priming\",\"quantity\":1,"
                                + "\"unitPrice\":{\"amount\":1,\"currency\":\"EUR\"}}]}"),
                        new ArrayList<>())
                .orElseThrow();
        PlaceOrder.Result result = new PlaceOrder(orders(), Clock.fixed(EPOCH, ZoneOffset.UTC))
                .place(new PlaceOrder.Command(
                        body.customer(),
                        new IdempotencyKey("priming"),
                        body.channel(),
                        body.express(),
                        body.items(),
                        CONTEXT));
        OrderDocuments.placed(result.orderId());
    }

    static void primeGetOrder() {
        orders().find(new OrderId(ORDER_ID));
    }

    static void primeApplyChannelOutcome() {
        EventCodec codec = new EventCodec(new ChannelEventFormat());
        CloudEvent message = codec.decode(codec.encode(CloudEvent.of(assigned(), EPOCH, CONTEXT)));
        DynamoDbOrders orders = orders();
        new ApplyChannelOutcome(orders, orders, Clock.fixed(EPOCH, ZoneOffset.UTC)).apply(message, assigned());
    }

    static void primeFulfilExpressOrder() {
        EventCodec codec = new EventCodec(new OrderEventFormat());
        DynamoDbOrders orders = orders();
        ManageSlots slots =
                new LambdaSlots(AwsClients.forPriming(LambdaClient.builder(), CONFIRMED), "priming", new SlotCodec());
        OrderEvent.Placed placed = new OrderEvent.Placed(snapshot());
        CloudEvent message = codec.decode(codec.encode(CloudEvent.of(placed, EPOCH, CONTEXT)));
        new FulfilExpressOrder(orders, orders, slots, SECOND, Clock.fixed(EPOCH, ZoneOffset.UTC))
                .fulfil(message, placed, () -> SECOND);
        // The table knows no order, so that went no further; the call is the half that costs.
        slots.ask(new SlotCommand(SlotCommand.Action.CONFIRM, snapshot(), CONTEXT), SECOND);
    }

    static void primeExpireStaleOrders() {
        DynamoDbOrders orders = orders();
        new ExpireStaleOrders(orders, orders, orders, Clock.fixed(EPOCH, ZoneOffset.UTC), SECOND, SECOND)
                .expire("priming", () -> SECOND, _ -> {});
        orders.findLatestChange(new OrderId(ORDER_ID));
    }

    static void primeRelay() {
        EventCodec codec = new EventCodec(new OrderEventFormat());
        String event = codec.encode(CloudEvent.of(new OrderEvent.Placed(snapshot()), EPOCH, CONTEXT));
        codec.decode(event);
        new SnsEventPublisher(
                        AwsClients.forPriming(SnsClient.builder(), PUBLISHED),
                        "arn:aws:sns:us-east-1:000000000000:priming")
                .publish(List.of(new OutgoingEvent("priming", "priming", event)));
    }

    private static DynamoDbOrders orders() {
        return new DynamoDbOrders(
                AwsClients.forPriming(DynamoDbClient.builder(), "{}"),
                "priming",
                new EventCodec(new OrderEventFormat()));
    }

    private static OrderSnapshot snapshot() {
        Money one = new Money(1, "EUR");
        return new OrderSnapshot(
                ORDER_ID,
                1,
                "priming",
                Channel.STORE,
                true,
                OrderState.PLACED,
                List.of(new OrderItem("priming", 1, one)),
                one,
                EPOCH,
                null);
    }

    private static ChannelEvent.Assigned assigned() {
        return new ChannelEvent.Assigned(new AssignmentSnapshot(
                "priming", ORDER_ID, Channel.STORE, 1, AssignmentState.ASSIGNED, LocalDate.EPOCH, null));
    }
}
