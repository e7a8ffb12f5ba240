package io.orderchannel.order.handler;

import io.orderchannel.events.CloudEvent;
import io.orderchannel.events.EventCodec;
import io.orderchannel.events.OrderEvent;
import io.orderchannel.events.OrderSnapshot;
import io.orderchannel.kit.aws.AwsClients;
import io.orderchannel.kit.env.Environment;
import io.orderchannel.kit.relay.EventHeader;
import io.orderchannel.kit.relay.EventPublisher;
import io.orderchannel.kit.relay.OutboxRelay;
import io.orderchannel.kit.relay.SnsEventPublisher;
import io.orderchannel.order.adapter.dynamodb.DynamoDbOrders;
import io.orderchannel.order.application.ApplyChannelOutcome;
import io.orderchannel.order.application.GetOrder;
import io.orderchannel.order.application.PlaceOrder;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** Puts the functions of the context together: what each one needs and nothing that only another one does. */
final class OrderModule {

    private OrderModule() {}

    static PlaceOrder placeOrder() {
        return new PlaceOrder(orders("PlaceOrder"), Clock.systemUTC());
    }

    static GetOrder getOrder() {
        return new GetOrder(orders("GetOrder"));
    }

    static ApplyChannelOutcome applyChannelOutcome() {
        DynamoDbOrders orders = orders("ApplyChannelOutcome");
        return new ApplyChannelOutcome(orders, orders, Clock.systemUTC());
    }

    static EventMessages eventMessages() {
        return new EventMessages(new EventCodec());
    }

    static OutboxRelay relay() {
        Environment environment = Environment.ofThisProcess("PublishOrderEvents");
        Environment.Variable<String> topicArn = environment.text("ORDER_EVENTS_TOPIC_ARN");
        environment.check();
        return relay(
                eventMessages(),
                new SnsEventPublisher(AwsClients.ofThisProcess(SnsClient.builder()), topicArn.value()));
    }

    static OutboxRelay relay(EventMessages messages, EventPublisher publisher) {
        return new OutboxRelay(
                text -> {
                    CloudEvent event = messages.read(text);
                    return new EventHeader(event.type().wireName(), attributes(event), messages.correlation(event));
                },
                publisher);
    }

    /** Express orders are placed for another consumer group than the others, so the topic has to tell them apart. */
    private static Map<String, String> attributes(CloudEvent event) {
        return event.data() instanceof OrderEvent.Placed(OrderSnapshot order) && order.express()
                ? Map.of("express", "true")
                : Map.of();
    }

    private static DynamoDbOrders orders(String function) {
        Environment environment = Environment.ofThisProcess(function);
        Environment.Variable<String> table = environment.text("ORDERS_TABLE");
        environment.check();
        return new DynamoDbOrders(AwsClients.ofThisProcess(DynamoDbClient.builder()), table.value(), new EventCodec());
    }
}
