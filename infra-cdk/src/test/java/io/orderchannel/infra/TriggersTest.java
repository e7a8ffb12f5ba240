package io.orderchannel.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
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
    void relays_read_their_table_from_the_start_and_give_up_a_bad_record_to_a_queue() {
        assertThat(demo.propertiesAt("AWS::Lambda::EventSourceMapping", "PublishOrderEvents/Mapping"))
                .isEqualTo(relay("PublishOrderEvents", "Orders"));
        assertThat(demo.propertiesAt("AWS::Lambda::EventSourceMapping", "PublishChannelEvents/Mapping"))
                .isEqualTo(relay("PublishChannelEvents", "Channels"));
    }

    @Test
    void every_mapping_reports_the_events_that_failed() {
        assertThat(demo.propertiesOf("AWS::Lambda::EventSourceMapping"))
                .hasSize(4)
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
    void schedules_start_their_function_at_its_alias_once_and_keep_no_failure() {
        assertSchedule("ExpireStaleOrders", "rate(5 minutes)");
        assertAsync("ExpireStaleOrders", 0, 60);
    }

    @Test
    void each_consumer_group_takes_only_its_event_types_raw_and_has_a_dead_letter_queue_of_its_own() {
        assertThat(demo.propertiesOf("AWS::SNS::Subscription").values())
                .containsExactlyInAnyOrder(
                        subscription("AssignOrder", "OrderEvents", "order.placed.v1"),
                        subscription(
                                "ApplyChannelOutcome",
                                "ChannelEvents",
                                "channel.assigned.v1",
                                "channel.rejected.v1",
                                "channel.shipped.v1",
                                "channel.delivered.v1",
                                "channel.failed.v1"));
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
                "PublishChannelEvents/Failures/Queue", "demo-PublishChannelEvents-failures");
        names.forEach((path, name) -> assertThat(demo.propertiesAt("AWS::SQS::Queue", path))
                .isEqualTo(Map.of(
                        "QueueName", name, "MessageRetentionPeriod", 14 * 24 * 60 * 60, "SqsManagedSseEnabled", true)));
    }

    @Test
    void http_functions_answer_signed_requests_at_their_alias() {
        assertThat(demo.propertiesOf("AWS::Lambda::Url"))
                .isEqualTo(Map.of(
                        "PlaceOrder/Service/Alias/FunctionUrl", url("PlaceOrder"),
                        "GetOrder/Service/Alias/FunctionUrl", url("GetOrder")));
    }

    @Test
    void nobody_invokes_a_function_but_its_rule() {
        assertThat(demo.propertiesOf("AWS::Lambda::Permission").values())
                .containsExactlyInAnyOrder(mayInvoke("ExpireStaleOrders"));
    }

    private static Map<String, Object> url(String function) {
        return Map.of(
                "AuthType",
                "AWS_IAM",
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
                100,
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
        assertThat(demo.propertiesOf("AWS::Lambda::EventInvokeConfig").values())
                .filteredOn(
                        config -> "${%s/Service/Function}".formatted(function).equals(config.get("FunctionName")))
                .hasSize(2)
                .allSatisfy(config -> assertThat(config)
                        .containsEntry("MaximumRetryAttempts", retries)
                        .containsEntry("MaximumEventAgeInSeconds", maximumEventAge));
    }

    private static Map<String, Object> mayInvoke(String function) {
        return Map.of(
                "Action",
                "lambda:InvokeFunction",
                "FunctionName",
                "${%s/Service/Alias}".formatted(function),
                "Principal",
                "events.amazonaws.com",
                "SourceArn",
                "${%s/Schedule.Arn}".formatted(function));
    }

    private static Map<String, Object> subscription(String function, String topic, String... types) {
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
                Map.of("type", List.of(types)),
                "RedrivePolicy",
                Map.of("deadLetterTargetArn", "${%s/Undelivered/Queue.Arn}".formatted(function)));
    }

    private static String aliasOf(String function) {
        return "select(6, split(:, ${%s/Service/Alias})):live".formatted(function);
    }
}
