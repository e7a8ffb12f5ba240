package io.orderchannel.infra.channel;

import static org.assertj.core.api.Assertions.assertThat;

import faas.infra.Expected;
import faas.infra.Synthesized;
import faas.infra.SystemDefinition;
import faas.infra.policy.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What the demo stage declares of the Channel context. */
class ChannelStackTest {
    private static final String ASSIGNMENTS =
            "dynamodb:GetItem, dynamodb:PutItem on ${Channels/Table.Arn} for ASSIGNMENT#*";
    private static final String SLOTS = "dynamodb:UpdateItem on ${Channels/Table.Arn} for SLOTS#*";
    private static final String RAN_OUT = "dynamodb:Query on ${Channels/Table.Arn}/index/reservations"
            + " for STORE#*, COURIER#*, LOCKER#*, MARKETPLACE#*";
    private static final String CAPACITY = "STORE=10000,COURIER=10000,LOCKER=100,MARKETPLACE=10000";

    private final Synthesized demo =
            Synthesized.demo().only("demo-channel-contract", "demo-channels-data", "demo-channel");

    @Test
    void contract_needs_no_stack_and_the_service_needs_nothing_of_order_but_its_contract() {
        assertThat(demo.importsOf("demo-channel-contract")).isEmpty();
        assertThat(demo.importsOf("demo-channel"))
                .containsExactly("demo-channel-contract", "demo-channels-data", "demo-order-contract", "demo-partner");
    }

    @Test
    void handlers_have_their_functions_names() {
        assertThat(demo.functions())
                .containsExactlyInAnyOrder(
                        "AssignOrder 1024 MiB, 10 s: io.orderchannel.channel.slots.handler.AssignOrderHandler",
                        "ManageSlot 1024 MiB, 6 s: io.orderchannel.channel.slots.handler.ManageSlotHandler",
                        "NotifyPartner 512 MiB, 20 s: io.orderchannel.channel.partner.handler.NotifyPartnerHandler",
                        "RecordPartnerUpdate 512 MiB, 10 s: io.orderchannel.channel.partner.handler.RecordPartnerUpdateHandler",
                        "PublishChannelEvents 512 MiB, 10 s:"
                                + " io.orderchannel.channel.slots.handler.PublishChannelEventsHandler",
                        "ReleaseExpiredReservations 512 MiB, 10 s:"
                                + " io.orderchannel.channel.slots.handler.ReleaseExpiredReservationsHandler",
                        "CountOrderEvents 1024 MiB, 10 s: io.orderchannel.channel.counts.handler.CountOrderEventsHandler",
                        "MeasurePayoutLag 512 MiB, 10 s: io.orderchannel.channel.payouts.handler.MeasurePayoutLagHandler",
                        "DrainPayouts 512 MiB, 60 s: io.orderchannel.channel.payouts.handler.DrainPayoutsHandler");
    }

    @Test
    void every_function_is_told_what_it_reads_and_nothing_else() {
        assertThat(demo.environmentOf("AssignOrder"))
                .isEqualTo(Expected.environment(
                        "CHANNELS_TABLE",
                        "${Channels/Table}",
                        "CHANNEL_CAPACITY",
                        CAPACITY,
                        "NOTIFY_PARTNER_FUNCTION_ARN",
                        "${NotifyPartner/Service/Alias}"));
        assertThat(demo.environmentOf("ManageSlot"))
                .isEqualTo(Expected.environment(
                        "CHANNELS_TABLE",
                        "${Channels/Table}",
                        "CHANNEL_CAPACITY",
                        CAPACITY,
                        "HOLD_SECONDS",
                        "120",
                        "NOTIFY_PARTNER_FUNCTION_ARN",
                        "${NotifyPartner/Service/Alias}"));
        assertThat(demo.environmentOf("NotifyPartner"))
                .isEqualTo(Expected.environment(
                        "PARTNER_URL",
                        "${PartnerSimulator/Service/Alias/FunctionUrl.FunctionUrl}",
                        "CALLBACK_URL",
                        "${RecordPartnerUpdate/Service/Alias/FunctionUrl.FunctionUrl}"));
        assertThat(demo.environmentOf("RecordPartnerUpdate"))
                .isEqualTo(Expected.environment(
                        "CHANNELS_TABLE", "${Channels/Table}", "WEBHOOK_SECRET_ARN", "${PartnerWebhookKeys/Secret}"));
        for (String function : List.of("ReleaseExpiredReservations", "CountOrderEvents")) {
            assertThat(demo.environmentOf(function))
                    .isEqualTo(Expected.environment("CHANNELS_TABLE", "${Channels/Table}"));
        }
        assertThat(demo.environmentOf("MeasurePayoutLag"))
                .isEqualTo(Expected.environment(
                        "CHANNELS_TABLE",
                        "${Channels/Table}",
                        "PAYOUT_QUEUE_URL",
                        "${Payouts/Work/Queue}",
                        "PAYOUT_START_BACKLOG",
                        "100",
                        "PAYOUT_START_AGE_SECONDS",
                        "5",
                        "DRAIN_TIMEOUT_SECONDS",
                        "60",
                        "DRAIN_PAYOUTS_FUNCTION_ARN",
                        "${DrainPayouts/Service/Alias}"));
        assertThat(demo.environmentOf("DrainPayouts"))
                .isEqualTo(Expected.environment(
                        "CHANNELS_TABLE", "${Channels/Table}", "PAYOUT_QUEUE_URL", "${Payouts/Work/Queue}"));
        assertThat(demo.environmentOf("PublishChannelEvents"))
                .isEqualTo(Expected.environment(
                        "CHANNEL_EVENTS_TOPIC_ARN",
                        "${ChannelEvents/Topic}",
                        "FAILURE_QUEUE_URL",
                        "${PublishChannelEvents/Failures/Queue}"));
    }

    @Test
    void concurrency_is_reserved_only_where_a_stage_says_so() {
        assertThat(demo.propertiesOf("AWS::Lambda::Function").values())
                .filteredOn(function -> function.containsKey("ReservedConcurrentExecutions"))
                .map(function -> function.get("FunctionName"))
                .containsExactlyInAnyOrder("demo-NotifyPartner", "demo-CountOrderEvents");

        Synthesized reserving = variation(channel -> channel.withAssignOrder(
                function -> function.withScaling(scaling -> scaling.withReservedConcurrency(OptionalInt.of(7)))));

        assertThat(reserving.propertiesAt("AWS::Lambda::Function", "AssignOrder/Service/Function"))
                .containsEntry("ReservedConcurrentExecutions", 7);
    }

    @Test
    void a_policy_changed_in_a_stage_changes_its_property_and_nothing_else() {
        Synthesized batchOfOne = variation(channel -> channel.withAssignOrder(
                function -> function.withBatch(batch -> batch.withSize(1).withWindow(Duration.ZERO))));

        assertThat(batchOfOne.propertiesAt("AWS::Lambda::EventSourceMapping", "AssignOrder/Mapping"))
                .containsEntry("BatchSize", 1)
                .containsEntry("MaximumBatchingWindowInSeconds", 0);
        String changed = batchOfOne
                .templates()
                .toString()
                .replace("BatchSize=1,", "BatchSize=10,")
                .replace(
                        "MaximumBatchingWindowInSeconds=0, MetricsConfig={Metrics=[EventCount]}, ScalingConfig",
                        "MaximumBatchingWindowInSeconds=1, MetricsConfig={Metrics=[EventCount]}, ScalingConfig");
        String demo = Synthesized.demo()
                .templates()
                .toString()
                .replace(
                        "MaximumBatchingWindowInSeconds=0, MetricsConfig={Metrics=[EventCount]}, ScalingConfig",
                        "MaximumBatchingWindowInSeconds=1, MetricsConfig={Metrics=[EventCount]}, ScalingConfig");
        assertThat(changed).isEqualTo(demo);
    }

    @Test
    void assign_order_changes_assignments_finds_what_ran_out_and_starts_the_notification() {
        assertThat(demo.permissionsOf("AssignOrder"))
                .containsExactly(
                        Expected.logs("AssignOrder"),
                        Expected.TRACES,
                        Expected.consumption("AssignOrder"),
                        ASSIGNMENTS,
                        SLOTS,
                        RAN_OUT,
                        Expected.invocation("NotifyPartner"));
    }

    @Test
    void manage_slot_changes_assignments_finds_what_ran_out_and_starts_the_notification() {
        assertThat(demo.permissionsOf("ManageSlot"))
                .containsExactly(
                        Expected.logs("ManageSlot"),
                        Expected.TRACES,
                        ASSIGNMENTS,
                        SLOTS,
                        "dynamodb:PutItem on ${Channels/Table.Arn} for expiry#*",
                        RAN_OUT,
                        Expected.invocation("NotifyPartner"));
    }

    @Test
    void notify_partner_touches_nothing_of_ours() {
        assertThat(demo.permissionsOf("NotifyPartner"))
                .containsExactly(Expected.logs("NotifyPartner"), Expected.TRACES, Expected.failures("NotifyPartner"));
    }

    @Test
    void record_partner_update_changes_assignments_and_reads_the_keys() {
        assertThat(demo.permissionsOf("RecordPartnerUpdate"))
                .containsExactly(
                        Expected.logs("RecordPartnerUpdate"),
                        Expected.TRACES,
                        ASSIGNMENTS,
                        SLOTS,
                        "dynamodb:GetItem, dynamodb:PutItem on ${Channels/Table.Arn} for webhook#*",
                        "secretsmanager:GetSecretValue on ${PartnerWebhookKeys/Secret}");
        assertThat(demo.propertiesAt("AWS::SecretsManager::Secret", "PartnerWebhookKeys/Secret"))
                .containsEntry("Name", "demo/partner-webhook-keys");
    }

    @Test
    void release_expired_reservations_reads_the_stream_and_changes_assignments() {
        assertThat(demo.permissionsOf("ReleaseExpiredReservations"))
                .containsExactly(
                        Expected.logs("ReleaseExpiredReservations"),
                        Expected.TRACES,
                        "dynamodb:DescribeStream, dynamodb:GetRecords, dynamodb:GetShardIterator"
                                + " on ${Channels/Table.StreamArn}",
                        "dynamodb:ListStreams on *",
                        Expected.failures("ReleaseExpiredReservations"),
                        ASSIGNMENTS,
                        SLOTS);
    }

    @Test
    void count_order_events_counts() {
        assertThat(demo.permissionsOf("CountOrderEvents"))
                .containsExactly(
                        Expected.logs("CountOrderEvents"),
                        Expected.TRACES,
                        "dynamodb:UpdateItem on ${Channels/Table.Arn} for count#*");
    }

    @Test
    void who_measures_the_lag_takes_no_message_and_who_drains_measures_nothing() {
        assertThat(demo.permissionsOf("MeasurePayoutLag"))
                .containsExactly(
                        Expected.logs("MeasurePayoutLag"),
                        Expected.TRACES,
                        "sqs:GetQueueAttributes on ${Payouts/Work/Queue.Arn}",
                        "dynamodb:UpdateItem on ${Channels/Table.Arn} for payout-lag",
                        Expected.invocation("DrainPayouts"));
        assertThat(demo.permissionsOf("DrainPayouts"))
                .containsExactly(
                        Expected.logs("DrainPayouts"),
                        Expected.TRACES,
                        Expected.failures("DrainPayouts"),
                        "sqs:ReceiveMessage, sqs:DeleteMessage on ${Payouts/Work/Queue.Arn}",
                        "dynamodb:PutItem on ${Channels/Table.Arn} for payout#*",
                        "dynamodb:UpdateItem on ${Channels/Table.Arn} for payout-lag");
    }

    @Test
    void relay_reads_its_own_stream_publishes_to_its_own_topic_and_tells_its_own_failure_queue() {
        assertThat(demo.permissionsOf("PublishChannelEvents"))
                .containsExactlyElementsOf(
                        Expected.relayPermissions("PublishChannelEvents", "Channels", "ChannelEvents"));
    }

    @Test
    void assign_order_gathers_for_a_second_and_the_end_of_a_timer_alone_releases() {
        Map<String, Object> release = new TreeMap<>(Expected.relay("ReleaseExpiredReservations", "Channels"));
        release.put(
                "FilterCriteria",
                Map.of(
                        "Filters",
                        List.of(Map.of(
                                "Pattern",
                                "{\"dynamodb\":{\"Keys\":{\"pk\":{\"S\":[{\"prefix\":\"expiry#\"}]}}},"
                                        + "\"eventName\":[\"REMOVE\"]}"))));
        assertThat(demo.propertiesOf("AWS::Lambda::EventSourceMapping"))
                .isEqualTo(Map.of(
                        "AssignOrder/Mapping", Expected.queueMapping("AssignOrder", 10, 1),
                        "ReleaseExpiredReservations/Mapping", release,
                        "PublishChannelEvents/Mapping", Expected.relay("PublishChannelEvents", "Channels")));
    }

    @Test
    void table_streams_old_and_new_images_indexes_held_reservations_and_ends_timers() {
        assertThat(demo.propertiesAt("AWS::DynamoDB::Table", "Channels/Table"))
                .containsAllEntriesOf(Expected.table("demo-channels", "pk"))
                .containsEntry(
                        "GlobalSecondaryIndexes", List.of(Expected.index("reservations", "heldSlots", "heldUntil")))
                .containsEntry("TimeToLiveSpecification", Map.of("AttributeName", "expiresAt", "Enabled", true));
    }

    @Test
    void asynchronous_calls_are_retried_as_their_callee_bears_it_and_kept_when_given_up() {
        assertAsync("NotifyPartner", 2, 60 * 60);
        assertAsync("DrainPayouts", 0, 5 * 60);
        assertAsync("CountOrderEvents", 0, 60);
        assertAsync("MeasurePayoutLag", 0, 60);
        for (String function : List.of("NotifyPartner", "DrainPayouts")) {
            assertThat(demo.asyncConfigsOf(function))
                    .allSatisfy(config -> assertThat(config)
                            .containsEntry(
                                    "DestinationConfig",
                                    Map.of(
                                            "OnFailure",
                                            Map.of("Destination", "${%s/Failures/Queue.Arn}".formatted(function)))));
        }
        for (String lossy : List.of("CountOrderEvents", "MeasurePayoutLag")) {
            assertThat(demo.asyncConfigsOf(lossy))
                    .allSatisfy(config -> assertThat(config).doesNotContainKey("DestinationConfig"));
        }
    }

    @Test
    void schedules_start_their_function_at_its_alias() {
        assertThat(demo.propertiesOf("AWS::Events::Rule"))
                .isEqualTo(Map.of(
                        "MeasurePayoutLag/Schedule", Expected.schedule("MeasurePayoutLag", "rate(1 minute)"),
                        "DrainPayouts/Schedule", Expected.schedule("DrainPayouts", "cron(0 3 * * ? *)")));
    }

    @Test
    void each_consumer_group_takes_only_its_event_types_raw_and_has_a_dead_letter_queue_of_its_own() {
        assertThat(demo.propertiesOf("AWS::SNS::Subscription").values())
                .containsExactlyInAnyOrder(
                        Expected.subscription(
                                "AssignOrder",
                                "OrderEvents",
                                Map.of(
                                        "type",
                                        List.of("order.placed.v1", "order.cancellation-requested.v1"),
                                        "express",
                                        List.of(Map.of("exists", false)))),
                        Expected.subscription("Payouts", "ChannelEvents", Expected.types("channel.delivered.v1")),
                        Map.of(
                                "TopicArn",
                                "${OrderEvents/Topic}",
                                "Protocol",
                                "lambda",
                                "Endpoint",
                                "${CountOrderEvents/Service/Alias}",
                                "FilterPolicy",
                                Expected.types(
                                        "order.placed.v1",
                                        "order.confirmed.v1",
                                        "order.rejected.v1",
                                        "order.shipped.v1",
                                        "order.delivered.v1",
                                        "order.cancellation-requested.v1",
                                        "order.cancelled.v1")));
    }

    @Test
    void queues_give_messages_up_after_five_receives_and_keep_them_for_fourteen_days() {
        assertThat(demo.propertiesOf("AWS::SQS::Queue"))
                .isEqualTo(Map.ofEntries(
                        Map.entry("AssignOrder/Work/Queue", Expected.workQueue("AssignOrder", 70)),
                        Map.entry(
                                "AssignOrder/Work/DeadLetters/Queue", Expected.deadLetterQueue("demo-AssignOrder-dlq")),
                        Map.entry(
                                "AssignOrder/Undelivered/Queue",
                                Expected.deadLetterQueue("demo-AssignOrder-subscription-dlq")),
                        Map.entry("Payouts/Work/Queue", Expected.workQueue("Payouts", 30)),
                        Map.entry("Payouts/Work/DeadLetters/Queue", Expected.deadLetterQueue("demo-Payouts-dlq")),
                        Map.entry(
                                "Payouts/Undelivered/Queue", Expected.deadLetterQueue("demo-Payouts-subscription-dlq")),
                        Map.entry(
                                "PublishChannelEvents/Failures/Queue",
                                Expected.deadLetterQueue("demo-PublishChannelEvents-failures")),
                        Map.entry(
                                "ReleaseExpiredReservations/Failures/Queue",
                                Expected.deadLetterQueue("demo-ReleaseExpiredReservations-failures")),
                        Map.entry(
                                "NotifyPartner/Failures/Queue",
                                Expected.deadLetterQueue("demo-NotifyPartner-failures")),
                        Map.entry(
                                "DrainPayouts/Failures/Queue",
                                Expected.deadLetterQueue("demo-DrainPayouts-failures"))));
    }

    @Test
    void only_the_partner_calls_an_open_url_and_nobody_else_invokes_a_function_but_its_rule_and_topic() {
        assertThat(demo.propertiesOf("AWS::Lambda::Url"))
                .isEqualTo(Map.of(
                        "RecordPartnerUpdate/Service/Alias/FunctionUrl", Expected.url("RecordPartnerUpdate", "NONE")));
        assertThat(demo.propertiesOf("AWS::Lambda::Permission").values())
                .containsExactlyInAnyOrder(
                        Expected.mayInvoke(
                                "MeasurePayoutLag", "events.amazonaws.com", "${MeasurePayoutLag/Schedule.Arn}"),
                        Expected.mayInvoke("DrainPayouts", "events.amazonaws.com", "${DrainPayouts/Schedule.Arn}"),
                        Expected.mayInvoke("CountOrderEvents", "sns.amazonaws.com", "${OrderEvents/Topic}"),
                        Expected.openUrl("RecordPartnerUpdate"),
                        Expected.openFunction("RecordPartnerUpdate"));
    }

    @Test
    void outputs_name_every_way_in_and_every_queue() {
        assertThat(demo.outputs())
                .isEqualTo(Map.ofEntries(
                        Map.entry("ChannelEventsTopicArn", "${ChannelEvents/Topic}"),
                        Map.entry("PartnerWebhookKeysArn", "${PartnerWebhookKeys/Secret}"),
                        Map.entry("ChannelsTableName", "${Channels/Table}"),
                        Map.entry("AssignOrderQueueUrl", "${AssignOrder/Work/Queue}"),
                        Map.entry("AssignOrderDeadLetterQueueUrl", "${AssignOrder/Work/DeadLetters/Queue}"),
                        Map.entry("AssignOrderSubscriptionDeadLetterQueueUrl", "${AssignOrder/Undelivered/Queue}"),
                        Map.entry("PayoutsQueueUrl", "${Payouts/Work/Queue}"),
                        Map.entry("PayoutsDeadLetterQueueUrl", "${Payouts/Work/DeadLetters/Queue}"),
                        Map.entry("PayoutsSubscriptionDeadLetterQueueUrl", "${Payouts/Undelivered/Queue}"),
                        Map.entry("NotifyPartnerFailureQueueUrl", "${NotifyPartner/Failures/Queue}"),
                        Map.entry("DrainPayoutsFailureQueueUrl", "${DrainPayouts/Failures/Queue}"),
                        Map.entry(
                                "ReleaseExpiredReservationsFailureQueueUrl",
                                "${ReleaseExpiredReservations/Failures/Queue}"),
                        Map.entry("MeasurePayoutLagRuleName", "${MeasurePayoutLag/Schedule}"),
                        Map.entry("DrainPayoutsRuleName", "${DrainPayouts/Schedule}"),
                        Map.entry(
                                "RecordPartnerUpdateUrl",
                                "${RecordPartnerUpdate/Service/Alias/FunctionUrl.FunctionUrl}"),
                        Map.entry("PublishChannelEventsFailureQueueUrl", "${PublishChannelEvents/Failures/Queue}")));
    }

    private static Synthesized variation(UnaryOperator<ChannelPolicies> change) {
        SystemDefinition system = SystemDefinition.load();
        Stage stage = system.stage("demo", Map.of()).with(ChannelPolicies.class, change);
        return Synthesized.of(system, stage);
    }

    /** Of the alias, and the same of the version behind it. */
    private void assertAsync(String function, int retries, int maximumEventAge) {
        assertThat(demo.asyncConfigsOf(function))
                .hasSize(2)
                .allSatisfy(config -> assertThat(config)
                        .containsEntry("MaximumRetryAttempts", retries)
                        .containsEntry("MaximumEventAgeInSeconds", maximumEventAge));
    }
}
