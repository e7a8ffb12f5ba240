package io.orderchannel.infra.order;

import static org.assertj.core.api.Assertions.assertThat;

import faas.infra.Expected;
import faas.infra.Synthesized;
import faas.infra.SystemDefinition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the demo stage declares of the Order context. */
class OrderStackTest {
    private final Synthesized demo = Synthesized.demo().only("demo-order-contract", "demo-orders-data", "demo-order");

    @Test
    void contract_needs_no_stack_and_the_service_needs_channels_function() {
        assertThat(demo.importsOf("demo-order-contract")).isEmpty();
        assertThat(demo.importsOf("demo-order"))
                .containsExactly("demo-channel", "demo-channel-contract", "demo-order-contract", "demo-orders-data");
    }

    @Test
    void handlers_have_their_functions_names() {
        assertThat(demo.functions())
                .containsExactlyInAnyOrder(
                        "PlaceOrder 1024 MiB, 10 s: io.orderchannel.order.handler.PlaceOrderHandler",
                        "GetOrder 512 MiB, 10 s: io.orderchannel.order.handler.GetOrderHandler",
                        "PublishOrderEvents 512 MiB, 10 s: io.orderchannel.order.handler.PublishOrderEventsHandler",
                        "ApplyChannelOutcome 1024 MiB, 10 s: io.orderchannel.order.handler.ApplyChannelOutcomeHandler",
                        "FulfilExpressOrder 1024 MiB, 15 s: io.orderchannel.order.handler.FulfilExpressOrderHandler",
                        "ExpireStaleOrders 512 MiB, 10 s: io.orderchannel.order.handler.ExpireStaleOrdersHandler");
        assertThat(demo.propertiesOf("AWS::Lambda::Function").values())
                .noneMatch(function -> function.containsKey("ReservedConcurrentExecutions"));
    }

    @Test
    void every_function_is_told_what_it_reads_and_nothing_else() {
        for (String function : List.of("PlaceOrder", "GetOrder", "ApplyChannelOutcome")) {
            assertThat(demo.environmentOf(function)).isEqualTo(Expected.environment("ORDERS_TABLE", "${Orders/Table}"));
        }
        assertThat(demo.environmentOf("PublishOrderEvents"))
                .isEqualTo(Expected.environment(
                        "ORDER_EVENTS_TOPIC_ARN",
                        "${OrderEvents/Topic}",
                        "FAILURE_QUEUE_URL",
                        "${PublishOrderEvents/Failures/Queue}"));
        assertThat(demo.environmentOf("FulfilExpressOrder"))
                .isEqualTo(Expected.environment(
                        "ORDERS_TABLE", "${Orders/Table}",
                        "MANAGE_SLOT_FUNCTION_ARN", "${ManageSlot/Service/Alias}",
                        "MANAGE_SLOT_TIMEOUT_SECONDS", "10"));
        assertThat(demo.environmentOf("ExpireStaleOrders"))
                .isEqualTo(Expected.environment(
                        "ORDERS_TABLE",
                        "${Orders/Table}",
                        "STALE_AFTER_SECONDS",
                        "20",
                        "ASK_AGAIN_AFTER_SECONDS",
                        "60"));
    }

    @Test
    void place_order_stores_orders() {
        assertThat(demo.permissionsOf("PlaceOrder"))
                .containsExactly(
                        Expected.logs("PlaceOrder"), Expected.TRACES, "dynamodb:PutItem on ${Orders/Table.Arn}");
    }

    @Test
    void get_order_reads_orders() {
        assertThat(demo.permissionsOf("GetOrder"))
                .containsExactly(Expected.logs("GetOrder"), Expected.TRACES, "dynamodb:GetItem on ${Orders/Table.Arn}");
    }

    @Test
    void apply_channel_outcome_reads_and_changes_orders() {
        assertThat(demo.permissionsOf("ApplyChannelOutcome"))
                .containsExactly(
                        Expected.logs("ApplyChannelOutcome"),
                        Expected.TRACES,
                        Expected.consumption("ApplyChannelOutcome"),
                        "dynamodb:GetItem, dynamodb:UpdateItem on ${Orders/Table.Arn}");
    }

    @Test
    void expire_stale_orders_finds_orders_by_their_index_and_never_scans() {
        assertThat(demo.permissionsOf("ExpireStaleOrders"))
                .containsExactly(
                        Expected.logs("ExpireStaleOrders"),
                        Expected.TRACES,
                        "dynamodb:GetItem, dynamodb:UpdateItem on ${Orders/Table.Arn}",
                        "dynamodb:Query on ${Orders/Table.Arn}/index/waiting-orders for CHANNEL, PARTNER, ANSWER");
    }

    @Test
    void fulfil_express_order_moves_orders_and_calls_one_function() {
        assertThat(demo.permissionsOf("FulfilExpressOrder"))
                .containsExactly(
                        Expected.logs("FulfilExpressOrder"),
                        Expected.TRACES,
                        Expected.consumption("FulfilExpressOrder"),
                        "dynamodb:GetItem, dynamodb:UpdateItem on ${Orders/Table.Arn}",
                        Expected.invocation("ManageSlot"));
    }

    @Test
    void relay_reads_its_own_stream_publishes_to_its_own_topic_and_tells_its_own_failure_queue() {
        assertThat(demo.permissionsOf("PublishOrderEvents"))
                .containsExactlyElementsOf(Expected.relayPermissions("PublishOrderEvents", "Orders", "OrderEvents"));
    }

    @Test
    void functions_with_a_queue_take_what_is_there_and_express_orders_few_at_a_time() {
        assertThat(demo.propertiesOf("AWS::Lambda::EventSourceMapping"))
                .isEqualTo(Map.of(
                        "ApplyChannelOutcome/Mapping", Expected.queueMapping("ApplyChannelOutcome", 10, 0),
                        "FulfilExpressOrder/Mapping", Expected.queueMapping("FulfilExpressOrder", 5, 0),
                        "PublishOrderEvents/Mapping", Expected.relay("PublishOrderEvents", "Orders")));
    }

    @Test
    void table_streams_old_and_new_images_and_only_orders_that_wait_are_in_its_index() {
        assertThat(demo.propertiesAt("AWS::DynamoDB::Table", "Orders/Table"))
                .containsAllEntriesOf(Expected.table("demo-orders", "orderId"))
                .containsEntry(
                        "GlobalSecondaryIndexes",
                        List.of(Expected.index("waiting-orders", "waitingFor", "waitingSince")));
    }

    @Test
    void stale_orders_are_looked_for_every_five_minutes() {
        assertThat(demo.propertiesOf("AWS::Events::Rule"))
                .isEqualTo(Map.of(
                        "ExpireStaleOrders/Schedule", Expected.schedule("ExpireStaleOrders", "rate(5 minutes)")));
        assertThat(demo.asyncConfigsOf("ExpireStaleOrders"))
                .hasSize(2)
                .allSatisfy(config -> assertThat(config)
                        .containsEntry("MaximumRetryAttempts", 0)
                        .containsEntry("MaximumEventAgeInSeconds", 60)
                        .doesNotContainKey("DestinationConfig"));
    }

    @Test
    void each_consumer_group_takes_only_its_event_types_raw_and_has_a_dead_letter_queue_of_its_own() {
        assertThat(demo.propertiesOf("AWS::SNS::Subscription").values())
                .containsExactlyInAnyOrder(
                        Expected.subscription(
                                "FulfilExpressOrder",
                                "OrderEvents",
                                Map.of("type", List.of("order.placed.v1"), "express", List.of("true"))),
                        Expected.subscription(
                                "ApplyChannelOutcome",
                                "ChannelEvents",
                                Expected.types(
                                        "channel.assigned.v1",
                                        "channel.rejected.v1",
                                        "channel.shipped.v1",
                                        "channel.delivered.v1",
                                        "channel.failed.v1",
                                        "channel.released.v1")));
    }

    @Test
    void queues_give_messages_up_after_five_receives_and_keep_them_for_fourteen_days() {
        assertThat(demo.propertiesOf("AWS::SQS::Queue"))
                .isEqualTo(Map.of(
                        "ApplyChannelOutcome/Work/Queue",
                        Expected.workQueue("ApplyChannelOutcome", 70),
                        "ApplyChannelOutcome/Work/DeadLetters/Queue",
                        Expected.deadLetterQueue("demo-ApplyChannelOutcome-dlq"),
                        "ApplyChannelOutcome/Undelivered/Queue",
                        Expected.deadLetterQueue("demo-ApplyChannelOutcome-subscription-dlq"),
                        "FulfilExpressOrder/Work/Queue",
                        Expected.workQueue("FulfilExpressOrder", 90),
                        "FulfilExpressOrder/Work/DeadLetters/Queue",
                        Expected.deadLetterQueue("demo-FulfilExpressOrder-dlq"),
                        "FulfilExpressOrder/Undelivered/Queue",
                        Expected.deadLetterQueue("demo-FulfilExpressOrder-subscription-dlq"),
                        "PublishOrderEvents/Failures/Queue",
                        Expected.deadLetterQueue("demo-PublishOrderEvents-failures")));
    }

    @Test
    void callers_of_a_url_are_signed_and_nobody_outside_invokes_a_function_but_its_rule() {
        assertThat(demo.propertiesOf("AWS::Lambda::Url"))
                .isEqualTo(Map.of(
                        "PlaceOrder/Service/Alias/FunctionUrl", Expected.url("PlaceOrder", "AWS_IAM"),
                        "GetOrder/Service/Alias/FunctionUrl", Expected.url("GetOrder", "AWS_IAM")));
        assertThat(demo.propertiesOf("AWS::Lambda::Permission").values())
                .containsExactly(Expected.mayInvoke(
                        "ExpireStaleOrders", "events.amazonaws.com", "${ExpireStaleOrders/Schedule.Arn}"));
    }

    @Test
    void alarms_tell_of_orders_that_wait_expire_or_have_no_answer() {
        assertThat(demo.alarms())
                .contains(
                        "order-channel Maximum OldestPlacedAge of demo-ExpireStaleOrders > 600000",
                        "order-channel Sum OrdersExpired of demo-ExpireStaleOrders > 0",
                        "order-channel Maximum OldestCancellationAge of demo-ExpireStaleOrders > 600000");
        assertThat(demo.propertiesAt("AWS::CloudWatch::Alarm", "ExpireStaleOrders/Service/UnansweredAlarm"))
                .as("what a schedule measures is measured every five minutes")
                .containsEntry("Period", 600)
                .containsEntry("TreatMissingData", "notBreaching");
    }

    @Test
    void the_age_of_the_oldest_placed_order_is_a_heartbeat_where_its_schedule_runs() {
        assertThat(demo.propertiesAt("AWS::CloudWatch::Alarm", "ExpireStaleOrders/Service/OldestPlacedAlarm"))
                .containsEntry("Period", 600)
                .containsEntry("TreatMissingData", "breaching");
        Synthesized test =
                Synthesized.of(SystemDefinition.load(), SystemDefinition.load().stage("test", Map.of()));
        assertThat(test.propertiesAt("AWS::CloudWatch::Alarm", "ExpireStaleOrders/Service/OldestPlacedAlarm"))
                .containsEntry("TreatMissingData", "notBreaching");
    }

    @Test
    void outputs_name_every_way_in_and_every_queue() {
        assertThat(demo.outputs())
                .isEqualTo(Map.ofEntries(
                        Map.entry("OrderEventsTopicArn", "${OrderEvents/Topic}"),
                        Map.entry("OrdersTableName", "${Orders/Table}"),
                        Map.entry("ExpireStaleOrdersRuleName", "${ExpireStaleOrders/Schedule}"),
                        Map.entry("PlaceOrderUrl", "${PlaceOrder/Service/Alias/FunctionUrl.FunctionUrl}"),
                        Map.entry("GetOrderUrl", "${GetOrder/Service/Alias/FunctionUrl.FunctionUrl}"),
                        Map.entry("ApplyChannelOutcomeQueueUrl", "${ApplyChannelOutcome/Work/Queue}"),
                        Map.entry(
                                "ApplyChannelOutcomeDeadLetterQueueUrl",
                                "${ApplyChannelOutcome/Work/DeadLetters/Queue}"),
                        Map.entry(
                                "ApplyChannelOutcomeSubscriptionDeadLetterQueueUrl",
                                "${ApplyChannelOutcome/Undelivered/Queue}"),
                        Map.entry("FulfilExpressOrderQueueUrl", "${FulfilExpressOrder/Work/Queue}"),
                        Map.entry(
                                "FulfilExpressOrderDeadLetterQueueUrl", "${FulfilExpressOrder/Work/DeadLetters/Queue}"),
                        Map.entry(
                                "FulfilExpressOrderSubscriptionDeadLetterQueueUrl",
                                "${FulfilExpressOrder/Undelivered/Queue}"),
                        Map.entry("PublishOrderEventsFailureQueueUrl", "${PublishOrderEvents/Failures/Queue}")));
    }
}
