package io.orderchannel.infra;

import io.orderchannel.events.EventType;
import io.orderchannel.infra.construct.EventTopic;
import io.orderchannel.infra.construct.FunctionDeclaration;
import io.orderchannel.infra.construct.HttpFunction;
import io.orderchannel.infra.construct.QueueFunction;
import io.orderchannel.infra.construct.StreamFunction;
import io.orderchannel.infra.construct.StreamedTable;
import io.orderchannel.infra.policy.ConsumerGroup;
import io.orderchannel.infra.policy.OrderPolicies;
import io.orderchannel.infra.policy.Permission;
import io.orderchannel.infra.policy.Stage;
import io.orderchannel.order.handler.ApplyChannelOutcomeHandler;
import io.orderchannel.order.handler.GetOrderHandler;
import io.orderchannel.order.handler.PlaceOrderHandler;
import io.orderchannel.order.handler.PublishOrderEventsHandler;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/** The Order context: its table and its functions. */
final class OrderStack extends Stack {
    OrderStack(
            Construct scope,
            String id,
            Stage stage,
            Path functionPackage,
            EventTopic orderEvents,
            EventTopic channelEvents) {
        super(scope, id);
        OrderPolicies policies = stage.order();
        StreamedTable orders =
                new StreamedTable(this, "Orders", stage.physicalName("orders"), "orderId", stage.removal());
        CfnOutput.Builder.create(this, "OrdersTableName")
                .value(orders.tableName())
                .build();
        Map<String, String> ordersTable = Map.of("ORDERS_TABLE", orders.tableName());

        new HttpFunction(
                this,
                "PlaceOrder",
                stage,
                policies.placeOrder(),
                new FunctionDeclaration<>(
                        functionPackage,
                        PlaceOrderHandler.class,
                        ordersTable,
                        List.of(Permission.of(orders.tableArn(), "stores the order", "dynamodb:PutItem"))));
        new HttpFunction(
                this,
                "GetOrder",
                stage,
                policies.getOrder(),
                new FunctionDeclaration<>(
                        functionPackage,
                        GetOrderHandler.class,
                        ordersTable,
                        List.of(Permission.of(orders.tableArn(), "reads the order", "dynamodb:GetItem"))));
        new StreamFunction(
                this,
                "PublishOrderEvents",
                stage,
                orders,
                policies.publishOrderEvents(),
                new FunctionDeclaration<>(
                        functionPackage,
                        PublishOrderEventsHandler.class,
                        Map.of("ORDER_EVENTS_TOPIC_ARN", orderEvents.topicArn()),
                        List.of(Permission.of(orderEvents.topicArn(), "relays the events", "sns:Publish"))));
        new QueueFunction(
                this,
                "ApplyChannelOutcome",
                stage,
                channelEvents,
                ConsumerGroup.of(EventType.CHANNEL_ASSIGNED, EventType.CHANNEL_REJECTED),
                policies.applyChannelOutcome(),
                new FunctionDeclaration<>(
                        functionPackage,
                        ApplyChannelOutcomeHandler.class,
                        ordersTable,
                        List.of(Permission.of(
                                orders.tableArn(),
                                "reads the order and moves its state",
                                "dynamodb:GetItem",
                                "dynamodb:UpdateItem"))));
    }
}
