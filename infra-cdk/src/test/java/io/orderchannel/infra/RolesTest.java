package io.orderchannel.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RolesTest {
    private final Synthesized demo = Synthesized.demo();

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
    void assign_order_writes_slots_and_assignments() {
        assertThat(permissionsOf("AssignOrder"))
                .containsExactly(
                        logs("AssignOrder"),
                        consumption("AssignOrder"),
                        "dynamodb:PutItem, dynamodb:UpdateItem on ${Channels/Table.Arn}");
    }

    @Test
    void relays_read_their_own_stream_and_publish_to_their_own_topic() {
        assertThat(permissionsOf("PublishOrderEvents"))
                .containsExactlyElementsOf(relay("PublishOrderEvents", "Orders", "OrderEvents"));
        assertThat(permissionsOf("PublishChannelEvents"))
                .containsExactlyElementsOf(relay("PublishChannelEvents", "Channels", "ChannelEvents"));
    }

    @Test
    void each_function_has_a_role_of_its_own() {
        assertThat(demo.propertiesOf("AWS::Lambda::Function"))
                .allSatisfy((path, properties) -> assertThat(properties)
                        .containsEntry("Role", "${" + path.replace("/Function", "/Role") + ".Arn}"));
    }

    @Test
    void only_lambda_assumes_a_role() {
        assertThat(demo.propertiesOf("AWS::IAM::Role"))
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
        assertThat(demo.types()).doesNotContain("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy");
        assertThat(demo.propertiesOf("AWS::IAM::Role"))
                .allSatisfy((path, properties) -> assertThat(properties).doesNotContainKey("ManagedPolicyArns"));
    }

    @Test
    void no_action_has_a_wildcard_and_only_list_streams_reaches_every_resource() {
        assertThat(demo.propertiesOf("AWS::IAM::Role").keySet())
                .map(path -> path.replace("/Service/Role", ""))
                .flatMap(this::permissionsOf)
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
