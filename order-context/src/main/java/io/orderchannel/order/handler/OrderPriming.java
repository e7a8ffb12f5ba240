package io.orderchannel.order.handler;

import faas.events.CloudEvent;
import faas.events.EventCodec;
import faas.events.EventContext;
import faas.json.JsonReader;
import faas.kit.aws.AwsClients;
import faas.kit.relay.OutgoingEvent;
import faas.kit.relay.SnsEventPublisher;
import faas.kit.time.TimeLeft;
import io.orderchannel.events.channel.AssignmentSnapshot;
import io.orderchannel.events.channel.ChannelEventType;
import io.orderchannel.events.order.Channel;
import io.orderchannel.events.order.Money;
import io.orderchannel.events.order.OrderEventType;
import io.orderchannel.events.order.OrderItem;
import io.orderchannel.events.order.OrderSnapshot;
import io.orderchannel.order.adapter.dynamodb.DynamoDbOrders;
import io.orderchannel.order.adapter.lambda.LambdaSlots;
import io.orderchannel.order.application.ApplyChannelOutcome;
import io.orderchannel.order.application.ExpireStaleOrders;
import io.orderchannel.order.application.FulfilExpressOrder;
import io.orderchannel.order.application.ManageSlots;
import io.orderchannel.order.application.PlaceOrder;
import io.orderchannel.order.domain.OrderId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** What each function does before its snapshot is taken: its work on an example, with clients that call no service. */
final class OrderPriming {
    private static final String ORDER_ID = "00000000000000000000000000000000";
    private static final Instant EPOCH = Instant.EPOCH;
    private static final EventContext CONTEXT =
            new EventContext("00-00000000000000000000000000000001-0000000000000001-00", "priming", "priming");

    private static final Clock CLOCK = Clock.fixed(EPOCH, ZoneOffset.UTC);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final TimeLeft TIME = new TimeLeft(MINUTE::toMillis);

    private static final String BODY = """
            {"customerId": "priming",
             "items": [{"sku": "priming", "quantity": 1, "unitPrice": {"amount": 1, "currency": "EUR"}}]}""";

    /** DynamoDB's answer to a read: a placed order. It also serves as the answer to a write, which needs no member. */
    private static final String PLACED = """
            {"Item": {"orderId": {"S": "%s"}, "state": {"S": "PLACED"}, "version": {"N": "1"},
             "customerId": {"S": "priming"}, "channel": {"S": "STORE"}, "express": {"BOOL": true},
             "currency": {"S": "EUR"}, "items": {"L": [{"M":
               {"sku": {"S": "priming"}, "quantity": {"N": "1"}, "unitPrice": {"N": "1"}}}]},
             "placedAt": {"S": "1970-01-01T00:00:00Z"}, "channelVersion": {"N": "0"}, "channelEventId": {"S": ""},
             "event": {"S": "unreadable"}}}""".formatted(ORDER_ID);

    /** ManageSlot's answer to each command. */
    private static final String CONFIRMED = """
            {"orderId": "%s", "outcome": "CONFIRMED", "version": 1}""".formatted(ORDER_ID);

    /** SNS's answer to a batch that it accepted. */
    private static final String PUBLISHED = """
            <PublishBatchResponse><PublishBatchResult>
              <Failed/><Successful/>
            </PublishBatchResult></PublishBatchResponse>""";

    private OrderPriming() {}

    static void primePlaceOrder() {
        PlaceOrder.Command command = JsonReader.read("order", BODY, PlaceOrderHandler::command);
        PlaceOrderHandler.placed(new PlaceOrder(orders(), CLOCK)
                .place("priming", command, CONTEXT)
                .orderId());
    }

    static void primeGetOrder() {
        orders().find(new OrderId(ORDER_ID)).ifPresent(GetOrderHandler::document);
    }

    static void primeApplyChannelOutcome() {
        AssignmentSnapshot assigned = new AssignmentSnapshot(
                "priming", ORDER_ID, Channel.STORE, 1, ChannelEventType.ASSIGNED, LocalDate.EPOCH, null);
        EventCodec codec = OrderModule.channelEvents();
        CloudEvent message = codec.decode(codec.encode(CloudEvent.of(assigned, EPOCH, CONTEXT)));
        new ApplyChannelOutcome(orders(), CLOCK).apply(message, assigned);
    }

    static void primeFulfilExpressOrder() {
        EventCodec codec = OrderModule.orderEvents();
        CloudEvent message = codec.decode(codec.encode(CloudEvent.of(placed(), EPOCH, CONTEXT)));
        ManageSlots slots = new LambdaSlots(AwsClients.forPriming(LambdaClient.builder(), CONFIRMED), "priming");
        new FulfilExpressOrder(orders(), slots, MINUTE, CLOCK)
                .fulfil(new OrderId(ORDER_ID), EventContext.causedBy(message), TIME);
    }

    static void primeExpireStaleOrders() {
        DynamoDbOrders orders = orders();
        new ExpireStaleOrders(orders, CLOCK, MINUTE, MINUTE).expire("priming", TIME, _ -> {});
        orders.findLatestChange(new OrderId(ORDER_ID));
    }

    static void primeRelay() {
        EventCodec codec = OrderModule.orderEvents();
        String event = codec.encode(CloudEvent.of(placed(), EPOCH, CONTEXT));
        codec.decode(event);
        new SnsEventPublisher(
                        AwsClients.forPriming(SnsClient.builder(), PUBLISHED),
                        "arn:aws:sns:us-east-1:000000000000:priming")
                .publish(List.of(new OutgoingEvent("priming", "priming", event)));
    }

    private static DynamoDbOrders orders() {
        return new DynamoDbOrders(
                AwsClients.forPriming(DynamoDbClient.builder(), PLACED), "priming", OrderModule.orderEvents());
    }

    private static OrderSnapshot placed() {
        Money one = new Money(1, "EUR");
        return new OrderSnapshot(
                ORDER_ID,
                1,
                "priming",
                Channel.STORE,
                true,
                OrderEventType.PLACED,
                List.of(new OrderItem("priming", 1, one)),
                one,
                EPOCH,
                null);
    }
}
