package io.orderchannel.infra.order;

import faas.infra.StageApp;
import faas.infra.construct.AlarmRule;
import faas.infra.construct.EventTopic;
import faas.infra.construct.FunctionDeclaration;
import faas.infra.construct.HttpFunction;
import faas.infra.construct.QueueFunction;
import faas.infra.construct.RequestFunction;
import faas.infra.construct.ScheduledFunction;
import faas.infra.construct.StreamFunction;
import faas.infra.construct.StreamedTable;
import faas.infra.policy.ConsumerGroup;
import faas.infra.policy.Permission;
import faas.infra.policy.PolicyException;
import faas.infra.policy.SparseIndex;
import faas.infra.policy.Stage;
import faas.infra.policy.TableLayout;
import io.orderchannel.events.channel.ChannelEventType;
import io.orderchannel.events.order.OrderEventType;
import io.orderchannel.events.order.OrderSnapshot;
import io.orderchannel.infra.channel.ChannelContext;
import io.orderchannel.order.handler.ApplyChannelOutcomeHandler;
import io.orderchannel.order.handler.ExpireStaleOrdersHandler;
import io.orderchannel.order.handler.FulfilExpressOrderHandler;
import io.orderchannel.order.handler.GetOrderHandler;
import io.orderchannel.order.handler.PlaceOrderHandler;
import io.orderchannel.order.handler.PublishOrderEventsHandler;
import io.orderchannel.order.table.OrdersTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;

/** The Order context: its table and its functions. */
final class OrderStack extends Stack {
    private final Stage stage;
    private final OrderPolicies policies;
    private final Path functionPackage;
    private final StreamedTable orders;
    private final Map<String, String> ordersTable;

    OrderStack(StageApp app) {
        super(app.app(), app.stage().physicalName("order"));
        stage = app.stage();
        policies = stage.policies(OrderPolicies.class);
        functionPackage = app.functionPackage("order-context");
        orders = new StreamedTable(
                app.dataStack("order", "orders"),
                "Orders",
                stage.physicalName("orders"),
                TableLayout.of(OrdersTable.ORDER_ID)
                        .withIndex(SparseIndex.of(
                                OrdersTable.WAITING_INDEX, OrdersTable.WAITING_FOR, OrdersTable.WAITING_SINCE)),
                stage.removal());
        CfnOutput.Builder.create(this, "OrdersTableName")
                .value(orders.tableName())
                .build();
        ordersTable = Map.of("ORDERS_TABLE", orders.tableName());

        doors();
        EventTopic orderEvents = app.topic("order");
        relay(orderEvents);
        choreography(app.topic("channel"));
        orchestration(orderEvents, app.shared(RequestFunction.class, ChannelContext.MANAGE_SLOT));
        schedule();
    }

    private void doors() {
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
    }

    private void relay(EventTopic orderEvents) {
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
                        List.of(Permission.of(orderEvents.topicArn(), "relays the events", "sns:Publish"))),
                "FAILURE_QUEUE_URL");
    }

    private void choreography(EventTopic channelEvents) {
        new QueueFunction(
                this,
                "ApplyChannelOutcome",
                stage,
                channelEvents,
                ConsumerGroup.of(
                        ChannelEventType.ASSIGNED,
                        ChannelEventType.REJECTED,
                        ChannelEventType.SHIPPED,
                        ChannelEventType.DELIVERED,
                        ChannelEventType.FAILED,
                        ChannelEventType.RELEASED),
                policies.applyChannelOutcome(),
                new FunctionDeclaration<>(
                        functionPackage, ApplyChannelOutcomeHandler.class, ordersTable, List.of(mayMoveOrders())));
    }

    private void orchestration(EventTopic orderEvents, RequestFunction manageSlot) {
        new QueueFunction(
                this,
                "FulfilExpressOrder",
                stage,
                orderEvents,
                ConsumerGroup.of(OrderEventType.PLACED).whereAttribute(OrderSnapshot.EXPRESS, "true"),
                policies.fulfilExpressOrder(),
                new FunctionDeclaration<>(
                                functionPackage, FulfilExpressOrderHandler.class, ordersTable, List.of(mayMoveOrders()))
                        .calling("MANAGE_SLOT", manageSlot, "reserves, confirms and releases a slot"));
    }

    private void schedule() {
        StaleOrderPolicy staleOrders = policies.staleOrders();
        PolicyException.throwIfAny(staleOrders.violations("ExpireStaleOrders"));
        ScheduledFunction expireStaleOrders = new ScheduledFunction(
                this,
                "ExpireStaleOrders",
                stage,
                staleOrders.schedule(),
                staleOrders.expireStaleOrders(),
                new FunctionDeclaration<>(
                        functionPackage,
                        ExpireStaleOrdersHandler.class,
                        Map.of(
                                "ORDERS_TABLE",
                                orders.tableName(),
                                "STALE_AFTER_SECONDS",
                                Long.toString(staleOrders.limit().toSeconds()),
                                "ASK_AGAIN_AFTER_SECONDS",
                                Long.toString(staleOrders.askAgain().toSeconds())),
                        List.of(
                                mayMoveOrders(),
                                orders.mayQuery(OrdersTable.WAITING_INDEX, "finds orders that wait")
                                        .onKeys(
                                                OrdersTable.FOR_CHANNEL,
                                                OrdersTable.FOR_PARTNER,
                                                OrdersTable.FOR_ANSWER))));
        AlarmRule oldestPlaced = AlarmRule.atOnce("The oldest placed order waits");
        expireStaleOrders.alarmAbove(
                stage.schedulesEnabled() ? oldestPlaced.orMissing() : oldestPlaced,
                "OldestPlacedAlarm",
                "an order waits in PLACED for its channel, or nobody looks",
                "OldestPlacedAge",
                staleOrders.longestPlaced());
        expireStaleOrders.alarmAbove(
                AlarmRule.atOnce("A cancellation has no answer"),
                "UnansweredAlarm",
                "an order waits in CANCELLING for an answer of its channel",
                "OldestCancellationAge",
                staleOrders.longestUnanswered());
        expireStaleOrders.alarmOnAny(
                AlarmRule.unlessRetried("Orders expire"),
                "ExpiredAlarm",
                "orders wait too long, and their cancellation is requested",
                "OrdersExpired");
    }

    private Permission mayMoveOrders() {
        return Permission.of(
                orders.tableArn(), "reads the order and moves its state", "dynamodb:GetItem", "dynamodb:UpdateItem");
    }
}
