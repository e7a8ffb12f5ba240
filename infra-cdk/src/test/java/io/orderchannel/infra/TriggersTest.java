package io.orderchannel.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TriggersTest {
    private final Synthesized demo = Synthesized.demo();

    @Test
    void assign_order_is_handed_batches_gathered_for_a_second() {
        assertThat(demo.propertiesAt("AWS::Lambda::EventSourceMapping", "AssignOrder/Mapping"))
                .isEqualTo(Map.of(
                        "EventSourceArn",
                        "${AssignOrder/Work/Queue.Arn}",
                        "FunctionName",
                        aliasOf("AssignOrder"),
                        "BatchSize",
                        10,
                        "MaximumBatchingWindowInSeconds",
                        1,
                        "ScalingConfig",
                        Map.of("MaximumConcurrency", 2),
                        "FunctionResponseTypes",
                        List.of("ReportBatchItemFailures")));
    }

    @Test
    void apply_channel_outcome_waits_for_no_batch() {
        assertThat(demo.propertiesAt("AWS::Lambda::EventSourceMapping", "ApplyChannelOutcome/Mapping"))
                .isEqualTo(Map.of(
                        "EventSourceArn",
                        "${ApplyChannelOutcome/Work/Queue.Arn}",
                        "FunctionName",
                        aliasOf("ApplyChannelOutcome"),
                        "BatchSize",
                        10,
                        "MaximumBatchingWindowInSeconds",
                        0,
                        "ScalingConfig",
                        Map.of("MaximumConcurrency", 2),
                        "FunctionResponseTypes",
                        List.of("ReportBatchItemFailures")));
    }

    @Test
    void fulfil_express_order_is_handed_few_at_a_time() {
        assertThat(demo.propertiesAt("AWS::Lambda::EventSourceMapping", "FulfilExpressOrder/Mapping"))
                .isEqualTo(Map.of(
                        "EventSourceArn",
                        "${FulfilExpressOrder/Work/Queue.Arn}",
                        "FunctionName",
                        aliasOf("FulfilExpressOrder"),
                        "BatchSize",
                        5,
                        "MaximumBatchingWindowInSeconds",
                        0,
                        "ScalingConfig",
                        Map.of("MaximumConcurrency", 2),
                        "FunctionResponseTypes",
                        List.of("ReportBatchItemFailures")));
    }

    @Test
    void release_expired_reservations_is_started_by_the_end_of_a_timer_only() {
        Map<String, Object> expected = new TreeMap<>(relay("ReleaseExpiredReservations", "Channels"));
        expected.put(
                "FilterCriteria",
                Map.of(
                        "Filters",
                        List.of(Map.of(
                                "Pattern",
                                "{\"dynamodb\":{\"Keys\":{\"pk\":{\"S\":[{\"prefix\":\"expiry#\"}]}}},"
                                        + "\"eventName\":[\"REMOVE\"]}"))));
        assertThat(demo.propertiesAt("AWS::Lambda::EventSourceMapping", "ReleaseExpiredReservations/Mapping"))
                .isEqualTo(expected);
    }

    @Test
    void relays_read_their_table_from_the_start_and_give_up_a_bad_record_to_a_queue() {
        assertThat(demo.propertiesAt("AWS::Lambda::EventSourceMapping", "PublishOrderEvents/Mapping"))
                .isEqualTo(relay("PublishOrderEvents", "Orders"));
        assertThat(demo.propertiesAt("AWS::Lambda::EventSourceMapping", "PublishChannelEvents/Mapping"))
                .isEqualTo(relay("PublishChannelEvents", "Channels"));
    }

    @Test
    void every_mapping_reports_the_events_that_failed() {
        assertThat(demo.propertiesOf("AWS::Lambda::EventSourceMapping"))
                .hasSize(6)
                .allSatisfy((path, properties) -> assertThat(properties)
                        .containsEntry("FunctionResponseTypes", List.of("ReportBatchItemFailures")));
    }

    @Test
    void tables_stream_old_and_new_images() {
        assertThat(demo.propertiesAt("AWS::DynamoDB::Table", "Orders/Table"))
                .containsAllEntriesOf(table("demo-orders", "orderId"));
        assertThat(demo.propertiesAt("AWS::DynamoDB::Table", "Channels/Table"))
                .containsAllEntriesOf(table("demo-channels", "pk"));
    }

    @Test
    void only_orders_that_wait_are_in_the_index_of_those_that_wait() {
        assertThat(demo.propertiesAt("AWS::DynamoDB::Table", "Orders/Table"))
                .containsEntry(
                        "GlobalSecondaryIndexes", List.of(index("waiting-orders", "waitingFor", "waitingSince")));
    }

    @Test
    void held_reservations_are_in_an_index_and_timers_end_by_themselves() {
        assertThat(demo.propertiesAt("AWS::DynamoDB::Table", "Channels/Table"))
                .containsEntry("GlobalSecondaryIndexes", List.of(index("reservations", "heldSlots", "heldUntil")))
                .containsEntry("TimeToLiveSpecification", Map.of("AttributeName", "expiresAt", "Enabled", true));
    }

    @Test
    void asynchronous_calls_are_retried_as_their_callee_bears_it_and_kept_when_given_up() {
        assertAsync("NotifyPartner", 2, 60 * 60);
        assertAsync("DrainPayouts", 0, 5 * 60);
        assertAsync("CountOrderEvents", 0, 60);
        for (String function : List.of("NotifyPartner", "DrainPayouts")) {
            assertThat(configsOf(function))
                    .allSatisfy(config -> assertThat(config)
                            .containsEntry(
                                    "DestinationConfig",
                                    Map.of(
                                            "OnFailure",
                                            Map.of("Destination", "${%s/Failures/Queue.Arn}".formatted(function)))));
        }
        for (String lossy : List.of("CountOrderEvents", "ExpireStaleOrders", "MeasurePayoutLag")) {
            assertThat(configsOf(lossy))
                    .allSatisfy(config -> assertThat(config).doesNotContainKey("DestinationConfig"));
        }
    }

    @Test
    void schedules_start_their_function_at_its_alias() {
        assertSchedule("ExpireStaleOrders", "rate(5 minutes)");
        assertAsync("ExpireStaleOrders", 0, 60);
        assertSchedule("MeasurePayoutLag", "rate(1 minute)");
        assertAsync("MeasurePayoutLag", 0, 60);
        assertSchedule("DrainPayouts", "cron(0 3 * * ? *)");
    }

    @Test
    void each_consumer_group_takes_only_its_event_types_raw_and_has_a_dead_letter_queue_of_its_own() {
        assertThat(demo.propertiesOf("AWS::SNS::Subscription").values())
                .containsExactlyInAnyOrder(
                        subscription(
                                "AssignOrder",
                                "OrderEvents",
                                Map.of(
                                        "type",
                                        List.of("order.placed.v1", "order.cancellation-requested.v1"),
                                        "express",
                                        List.of(Map.of("exists", false)))),
                        subscription(
                                "FulfilExpressOrder",
                                "OrderEvents",
                                Map.of("type", List.of("order.placed.v1"), "express", List.of("true"))),
                        subscription("Payouts", "ChannelEvents", types("channel.delivered.v1")),
                        Map.of(
                                "TopicArn",
                                "${OrderEvents/Topic}",
                                "Protocol",
                                "lambda",
                                "Endpoint",
                                "${CountOrderEvents/Service/Alias}",
                                "FilterPolicy",
                                types(
                                        "order.placed.v1",
                                        "order.confirmed.v1",
                                        "order.rejected.v1",
                                        "order.shipped.v1",
                                        "order.delivered.v1",
                                        "order.cancellation-requested.v1",
                                        "order.cancelled.v1")),
                        subscription(
                                "ApplyChannelOutcome",
                                "ChannelEvents",
                                types(
                                        "channel.assigned.v1",
                                        "channel.rejected.v1",
                                        "channel.shipped.v1",
                                        "channel.delivered.v1",
                                        "channel.failed.v1",
                                        "channel.released.v1")));
    }

    @Test
    void a_message_moves_to_its_dead_letter_queue_after_five_receives() {
        for (String function : List.of("AssignOrder", "ApplyChannelOutcome")) {
            assertThat(demo.propertiesAt("AWS::SQS::Queue", function + "/Work/Queue"))
                    .isEqualTo(Map.of(
                            "QueueName",
                            "demo-" + function,
                            "VisibilityTimeout",
                            70,
                            "RedrivePolicy",
                            Map.of(
                                    "deadLetterTargetArn",
                                    "${%s/Work/DeadLetters/Queue.Arn}".formatted(function),
                                    "maxReceiveCount",
                                    5),
                            "SqsManagedSseEnabled",
                            true));
        }
    }

    @Test
    void dead_letters_are_kept_for_fourteen_days() {
        Map<String, String> names = Map.of(
                "AssignOrder/Work/DeadLetters/Queue", "demo-AssignOrder-dlq",
                "AssignOrder/Undelivered/Queue", "demo-AssignOrder-subscription-dlq",
                "ApplyChannelOutcome/Work/DeadLetters/Queue", "demo-ApplyChannelOutcome-dlq",
                "ApplyChannelOutcome/Undelivered/Queue", "demo-ApplyChannelOutcome-subscription-dlq",
                "PublishOrderEvents/Failures/Queue", "demo-PublishOrderEvents-failures",
                "PublishChannelEvents/Failures/Queue", "demo-PublishChannelEvents-failures",
                "NotifyPartner/Failures/Queue", "demo-NotifyPartner-failures",
                "DrainPayouts/Failures/Queue", "demo-DrainPayouts-failures");
        names.forEach((path, name) -> assertThat(demo.propertiesAt("AWS::SQS::Queue", path))
                .isEqualTo(Map.of(
                        "QueueName", name, "MessageRetentionPeriod", 14 * 24 * 60 * 60, "SqsManagedSseEnabled", true)));
    }

    @Test
    void only_who_has_no_aws_credentials_calls_an_open_url_and_every_url_is_of_an_alias() {
        assertThat(demo.propertiesOf("AWS::Lambda::Url"))
                .isEqualTo(Map.of(
                        "PlaceOrder/Service/Alias/FunctionUrl", url("PlaceOrder", "AWS_IAM"),
                        "GetOrder/Service/Alias/FunctionUrl", url("GetOrder", "AWS_IAM"),
                        "RecordPartnerUpdate/Service/Alias/FunctionUrl", url("RecordPartnerUpdate", "NONE"),
                        "PartnerSimulator/Service/Alias/FunctionUrl", url("PartnerSimulator", "NONE")));
    }

    @Test
    void nobody_outside_invokes_a_function_but_its_rule_its_topic_and_who_calls_its_open_url() {
        assertThat(demo.propertiesOf("AWS::Lambda::Permission").values())
                .containsExactlyInAnyOrder(
                        mayInvoke("ExpireStaleOrders", "events.amazonaws.com", "${ExpireStaleOrders/Schedule.Arn}"),
                        mayInvoke("MeasurePayoutLag", "events.amazonaws.com", "${MeasurePayoutLag/Schedule.Arn}"),
                        mayInvoke("DrainPayouts", "events.amazonaws.com", "${DrainPayouts/Schedule.Arn}"),
                        mayInvoke("CountOrderEvents", "sns.amazonaws.com", "${OrderEvents/Topic}"),
                        openUrl("RecordPartnerUpdate"),
                        openFunction("RecordPartnerUpdate"),
                        openUrl("PartnerSimulator"),
                        openFunction("PartnerSimulator"));
    }

    private static Map<String, Object> url(String function, String authType) {
        return Map.of(
                "AuthType",
                authType,
                "Qualifier",
                "live",
                "TargetFunctionArn",
                "${%s/Service/Function.Arn}".formatted(function));
    }

    private static Map<String, Object> relay(String function, String table) {
        return Map.of(
                "EventSourceArn",
                "${%s/Table.StreamArn}".formatted(table),
                "FunctionName",
                aliasOf(function),
                "StartingPosition",
                "TRIM_HORIZON",
                "BatchSize",
                100,
                "MaximumBatchingWindowInSeconds",
                0,
                "MaximumRetryAttempts",
                10_000,
                "MaximumRecordAgeInSeconds",
                6 * 60 * 60,
                "BisectBatchOnFunctionError",
                true,
                "DestinationConfig",
                Map.of("OnFailure", Map.of("Destination", "${%s/Failures/Queue.Arn}".formatted(function))),
                "FunctionResponseTypes",
                List.of("ReportBatchItemFailures"));
    }

    private static Map<String, Object> table(String name, String partitionKey) {
        return Map.of(
                "TableName",
                name,
                "BillingMode",
                "PAY_PER_REQUEST",
                "KeySchema",
                List.of(Map.of("AttributeName", partitionKey, "KeyType", "HASH")),
                "StreamSpecification",
                Map.of("StreamViewType", "NEW_AND_OLD_IMAGES"));
    }

    private static Map<String, Object> index(String name, String partitionKey, String sortKey) {
        return Map.of(
                "IndexName",
                name,
                "KeySchema",
                List.of(
                        Map.of("AttributeName", partitionKey, "KeyType", "HASH"),
                        Map.of("AttributeName", sortKey, "KeyType", "RANGE")),
                "Projection",
                Map.of("ProjectionType", "KEYS_ONLY"));
    }

    private void assertSchedule(String function, String expression) {
        assertThat(demo.propertiesAt("AWS::Events::Rule", function + "/Schedule"))
                .isEqualTo(Map.of(
                        "Name",
                        "demo-" + function,
                        "ScheduleExpression",
                        expression,
                        "State",
                        "ENABLED",
                        "Targets",
                        List.of(Map.of("Arn", "${%s/Service/Alias}".formatted(function), "Id", "Target0"))));
    }

    /** Of the alias, and the same of the version behind it. */
    private void assertAsync(String function, int retries, int maximumEventAge) {
        assertThat(configsOf(function))
                .hasSize(2)
                .allSatisfy(config -> assertThat(config)
                        .containsEntry("MaximumRetryAttempts", retries)
                        .containsEntry("MaximumEventAgeInSeconds", maximumEventAge));
    }

    private List<Map<String, Object>> configsOf(String function) {
        return demo.propertiesOf("AWS::Lambda::EventInvokeConfig").values().stream()
                .filter(config -> "${%s/Service/Function}".formatted(function).equals(config.get("FunctionName")))
                .toList();
    }

    private static Map<String, Object> mayInvoke(String function, String principal, String source) {
        return Map.of(
                "Action",
                "lambda:InvokeFunction",
                "FunctionName",
                "${%s/Service/Alias}".formatted(function),
                "Principal",
                principal,
                "SourceArn",
                source);
    }

    private static Map<String, Object> openUrl(String function) {
        return Map.of(
                "Action", "lambda:InvokeFunctionUrl",
                "FunctionName", "${%s/Service/Alias}".formatted(function),
                "FunctionUrlAuthType", "NONE",
                "Principal", "*");
    }

    private static Map<String, Object> openFunction(String function) {
        return Map.of(
                "Action",
                "lambda:InvokeFunction",
                "FunctionName",
                "${%s/Service/Alias}".formatted(function),
                "InvokedViaFunctionUrl",
                true,
                "Principal",
                "*");
    }

    private static Map<String, Object> types(String... types) {
        return Map.of("type", List.of(types));
    }

    private static Map<String, Object> subscription(String function, String topic, Map<String, Object> filter) {
        return Map.of(
                "TopicArn",
                "${%s/Topic}".formatted(topic),
                "Protocol",
                "sqs",
                "Endpoint",
                "${%s/Work/Queue.Arn}".formatted(function),
                "RawMessageDelivery",
                true,
                "FilterPolicy",
                filter,
                "RedrivePolicy",
                Map.of("deadLetterTargetArn", "${%s/Undelivered/Queue.Arn}".formatted(function)));
    }

    private static String aliasOf(String function) {
        return "select(6, split(:, ${%s/Service/Alias})):live".formatted(function);
    }
}
