package io.orderchannel.order.handler;

import faas.events.EventCodec;
import faas.kit.aws.AwsClients;
import faas.kit.env.Environment;
import faas.kit.relay.OutboxRelay;
import faas.kit.relay.SnsEventPublisher;
import faas.kit.relay.SqsFailureQueue;
import io.orderchannel.events.channel.ChannelEventFormat;
import io.orderchannel.events.order.OrderEventFormat;
import io.orderchannel.order.adapter.dynamodb.DynamoDbOrders;
import io.orderchannel.order.adapter.lambda.LambdaSlots;
import io.orderchannel.order.application.ApplyChannelOutcome;
import io.orderchannel.order.application.ExpireStaleOrders;
import io.orderchannel.order.application.FulfilExpressOrder;
import io.orderchannel.order.application.ManageSlots;
import io.orderchannel.order.application.Orders;
import io.orderchannel.order.application.PlaceOrder;
import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Wires the functions of the context, each with only what it needs itself. */
final class OrderModule {
    private static final String ORDERS_TABLE = "ORDERS_TABLE";

    /** Lambda's limit for an invocation, and so for an answer. */
    private static final int MOST_CALL_SECONDS = 15 * 60;

    /** An hour: the longest wait for an answer that was lost. */
    private static final int MOST_ASK_AGAIN_SECONDS = 60 * 60;

    /** A week. */
    private static final int MOST_STALE_SECONDS = 7 * 24 * 60 * 60;

    private OrderModule() {}

    static PlaceOrder placeOrder() {
        return new PlaceOrder(orders("PlaceOrder"), Clock.systemUTC());
    }

    static Orders getOrder() {
        return orders("GetOrder");
    }

    static ApplyChannelOutcome applyChannelOutcome() {
        return new ApplyChannelOutcome(orders("ApplyChannelOutcome"), Clock.systemUTC());
    }

    static FulfilExpressOrder fulfilExpressOrder() {
        return fulfilExpressOrder(Environment.ofThisProcess("FulfilExpressOrder"));
    }

    static FulfilExpressOrder fulfilExpressOrder(Environment environment) {
        Environment.Variable<String> table = environment.text(ORDERS_TABLE);
        Environment.Variable<String> manageSlot = environment.text("MANAGE_SLOT_FUNCTION_ARN");
        Environment.Variable<Integer> seconds = environment.number("MANAGE_SLOT_TIMEOUT_SECONDS", 1, MOST_CALL_SECONDS);
        environment.check();
        ManageSlots slots = new LambdaSlots(AwsClients.withoutRetries(LambdaClient.builder()), manageSlot.value());
        return new FulfilExpressOrder(orders(table), slots, Duration.ofSeconds(seconds.value()), Clock.systemUTC());
    }

    static ExpireStaleOrders expireStaleOrders() {
        return expireStaleOrders(Environment.ofThisProcess("ExpireStaleOrders"));
    }

    static ExpireStaleOrders expireStaleOrders(Environment environment) {
        Environment.Variable<String> table = environment.text(ORDERS_TABLE);
        Environment.Variable<Integer> stale = environment.number("STALE_AFTER_SECONDS", 1, MOST_STALE_SECONDS);
        Environment.Variable<Integer> askAgain =
                environment.number("ASK_AGAIN_AFTER_SECONDS", 1, MOST_ASK_AGAIN_SECONDS);
        environment.check();
        return new ExpireStaleOrders(
                orders(table),
                Clock.systemUTC(),
                Duration.ofSeconds(stale.value()),
                Duration.ofSeconds(askAgain.value()));
    }

    static EventCodec orderEvents() {
        return new EventCodec(new OrderEventFormat());
    }

    static EventCodec channelEvents() {
        return new EventCodec(new ChannelEventFormat());
    }

    static OutboxRelay relay() {
        Environment environment = Environment.ofThisProcess("PublishOrderEvents");
        Environment.Variable<String> topicArn = environment.text("ORDER_EVENTS_TOPIC_ARN");
        Environment.Variable<String> failureQueueUrl = environment.text("FAILURE_QUEUE_URL");
        environment.check();
        return new OutboxRelay(
                orderEvents(),
                new SnsEventPublisher(AwsClients.ofThisProcess(SnsClient.builder()), topicArn.value()),
                new SqsFailureQueue(() -> AwsClients.ofThisProcess(SqsClient.builder()), failureQueueUrl.value()));
    }

    private static DynamoDbOrders orders(String function) {
        Environment environment = Environment.ofThisProcess(function);
        Environment.Variable<String> table = environment.text(ORDERS_TABLE);
        environment.check();
        return orders(table);
    }

    private static DynamoDbOrders orders(Environment.Variable<String> table) {
        return new DynamoDbOrders(AwsClients.ofThisProcess(DynamoDbClient.builder()), table.value(), orderEvents());
    }
}
