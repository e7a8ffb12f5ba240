package io.orderchannel.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RolesTest {
    private static final String ASSIGNMENTS =
            "dynamodb:GetItem, dynamodb:PutItem, dynamodb:UpdateItem on ${Channels/Table.Arn}";
    private static final String RAN_OUT = "dynamodb:Query on ${Channels/Table.Arn}/index/reservations";
    private static final String KEYS = "secretsmanager:GetSecretValue on ${PartnerWebhookKeys/Secret}";

    private final Synthesized demo = Synthesized.demo();
    private final Synthesized everything = Synthesized.wholeDemo();

    @Test
    void place_order_stores_orders() {
        assertThat(permissionsOf("PlaceOrder"))
                .containsExactly(logs("PlaceOrder"), "dynamodb:PutItem on ${Orders/Table.Arn}");
    }

    @Test
    void get_order_reads_orders() {
        assertThat(permissionsOf("GetOrder"))
                .containsExactly(logs("GetOrder"), "dynamodb:GetItem on ${Orders/Table.Arn}");
    }

    @Test
    void apply_channel_outcome_reads_and_changes_orders() {
        assertThat(permissionsOf("ApplyChannelOutcome"))
                .containsExactly(
                        logs("ApplyChannelOutcome"),
                        consumption("ApplyChannelOutcome"),
                        "dynamodb:GetItem, dynamodb:UpdateItem on ${Orders/Table.Arn}");
    }

    @Test
    void expire_stale_orders_finds_orders_by_their_index_and_never_scans() {
        assertThat(permissionsOf("ExpireStaleOrders"))
                .containsExactly(
                        logs("ExpireStaleOrders"),
                        "dynamodb:GetItem, dynamodb:UpdateItem on ${Orders/Table.Arn}",
                        "dynamodb:Query on ${Orders/Table.Arn}/index/waiting-orders");
    }

    @Test
    void fulfil_express_order_moves_orders_and_calls_one_function() {
        assertThat(permissionsOf("FulfilExpressOrder"))
                .containsExactly(
                        logs("FulfilExpressOrder"),
                        consumption("FulfilExpressOrder"),
                        "dynamodb:GetItem, dynamodb:UpdateItem on ${Orders/Table.Arn}",
                        invocation("ManageSlot"));
    }

    @Test
    void assign_order_changes_assignments_finds_what_ran_out_and_starts_the_notification() {
        assertThat(permissionsOf("AssignOrder"))
                .containsExactly(
                        logs("AssignOrder"),
                        consumption("AssignOrder"),
                        ASSIGNMENTS,
                        RAN_OUT,
                        invocation("NotifyPartner"));
    }

    @Test
    void manage_slot_changes_assignments_finds_what_ran_out_and_starts_the_notification() {
        assertThat(permissionsOf("ManageSlot"))
                .containsExactly(logs("ManageSlot"), ASSIGNMENTS, RAN_OUT, invocation("NotifyPartner"));
    }

    @Test
    void notify_partner_touches_nothing_of_ours() {
        assertThat(permissionsOf("NotifyPartner")).containsExactly(logs("NotifyPartner"), failures("NotifyPartner"));
    }

    @Test
    void record_partner_update_changes_assignments_and_reads_the_keys() {
        assertThat(permissionsOf("RecordPartnerUpdate"))
                .containsExactly(logs("RecordPartnerUpdate"), ASSIGNMENTS, KEYS);
    }

    @Test
    void release_expired_reservations_reads_the_stream_and_changes_assignments() {
        assertThat(permissionsOf("ReleaseExpiredReservations"))
                .containsExactly(
                        logs("ReleaseExpiredReservations"),
                        "dynamodb:DescribeStream, dynamodb:GetRecords, dynamodb:GetShardIterator"
                                + " on ${Channels/Table.StreamArn}",
                        "dynamodb:ListStreams on *",
                        failures("ReleaseExpiredReservations"),
                        ASSIGNMENTS);
    }

    @Test
    void count_order_events_counts() {
        assertThat(permissionsOf("CountOrderEvents"))
                .containsExactly(logs("CountOrderEvents"), "dynamodb:UpdateItem on ${Channels/Table.Arn}");
    }

    @Test
    void who_measures_the_lag_takes_no_message_and_who_drains_measures_nothing() {
        assertThat(permissionsOf("MeasurePayoutLag"))
                .containsExactly(
                        logs("MeasurePayoutLag"),
                        "sqs:GetQueueAttributes on ${Payouts/Work/Queue.Arn}",
                        "dynamodb:UpdateItem on ${Channels/Table.Arn}",
                        invocation("DrainPayouts"));
        assertThat(permissionsOf("DrainPayouts"))
                .containsExactly(
                        logs("DrainPayouts"),
                        failures("DrainPayouts"),
                        "sqs:ReceiveMessage, sqs:DeleteMessage on ${Payouts/Work/Queue.Arn}",
                        "dynamodb:PutItem, dynamodb:UpdateItem on ${Channels/Table.Arn}");
    }

    @Test
    void partner_simulator_knows_the_keys_and_nothing_of_the_contexts() {
        assertThat(permissionsOf("PartnerSimulator"))
                .containsExactly(logs("PartnerSimulator"), "dynamodb:PutItem on ${Calls.Arn}", KEYS);
    }

    @Test
    void relays_read_their_own_stream_publish_to_their_own_topic_and_tell_their_own_failure_queue() {
        assertThat(permissionsOf("PublishOrderEvents"))
                .containsExactlyElementsOf(relay("PublishOrderEvents", "Orders", "OrderEvents"));
        assertThat(permissionsOf("PublishChannelEvents"))
                .containsExactlyElementsOf(relay("PublishChannelEvents", "Channels", "ChannelEvents"));
    }

    @Test
    void each_function_has_a_role_of_its_own() {
        assertThat(everything.propertiesOf("AWS::Lambda::Function"))
                .allSatisfy((path, properties) -> assertThat(properties)
                        .containsEntry("Role", "${" + path.replace("/Function", "/Role") + ".Arn}"));
    }

    @Test
    void only_lambda_assumes_a_role() {
        assertThat(everything.propertiesOf("AWS::IAM::Role"))
                .allSatisfy((path, properties) -> assertThat(properties)
                        .containsEntry(
                                "AssumeRolePolicyDocument",
                                Map.of(
                                        "Version",
                                        "2012-10-17",
                                        "Statement",
                                        List.of(Map.of(
                                                "Action", "sts:AssumeRole",
                                                "Effect", "Allow",
                                                "Principal", Map.of("Service", "lambda.amazonaws.com"))))));
    }

    @Test
    void no_policy_stands_outside_the_roles() {
        assertThat(everything.types()).doesNotContain("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy");
        assertThat(everything.propertiesOf("AWS::IAM::Role"))
                .allSatisfy((path, properties) -> assertThat(properties).doesNotContainKey("ManagedPolicyArns"));
    }

    @Test
    void no_action_has_a_wildcard_and_only_list_streams_reaches_every_resource() {
        assertThat(everything.propertiesOf("AWS::IAM::Role").keySet())
                .map(path -> path.replace("/Service/Role", ""))
                .flatMap(everything::permissionsOf)
                .filteredOn(permission -> permission.contains("*"))
                .containsOnly("dynamodb:ListStreams on *");
    }

    private static String logs(String function) {
        return "logs:CreateLogStream, logs:PutLogEvents on ${%s/Service/Logs.Arn}".formatted(function);
    }

    private static String consumption(String function) {
        return "sqs:ReceiveMessage, sqs:DeleteMessage, sqs:GetQueueAttributes on ${%s/Work/Queue.Arn}"
                .formatted(function);
    }

    private static String invocation(String function) {
        return "lambda:InvokeFunction on ${%s/Service/Alias}".formatted(function);
    }

    private static String failures(String function) {
        return "sqs:SendMessage on ${%s/Failures/Queue.Arn}".formatted(function);
    }

    private static List<String> relay(String function, String table, String topic) {
        return List.of(
                logs(function),
                "dynamodb:DescribeStream, dynamodb:GetRecords, dynamodb:GetShardIterator on ${%s/Table.StreamArn}"
                        .formatted(table),
                "dynamodb:ListStreams on *",
                "sqs:SendMessage on ${%s/Failures/Queue.Arn}".formatted(function),
                "sns:Publish on ${%s/Topic}".formatted(topic));
    }

    private List<String> permissionsOf(String function) {
        return demo.permissionsOf(function);
    }
}
