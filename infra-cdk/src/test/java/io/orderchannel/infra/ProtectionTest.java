package io.orderchannel.infra;

import static org.assertj.core.api.Assertions.assertThat;

import faas.infra.policy.Stage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProtectionTest {
    private final Synthesized demo = Synthesized.demo();

    @Test
    void topics_store_events_encrypted_with_the_accounts_sns_key() {
        String key = "arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:alias/aws/sns";
        assertThat(demo.propertiesOf("AWS::SNS::Topic"))
                .isEqualTo(Map.of(
                        "OrderEvents/Topic", Map.of("TopicName", "demo-order-events", "KmsMasterKeyId", key),
                        "ChannelEvents/Topic", Map.of("TopicName", "demo-channel-events", "KmsMasterKeyId", key)));
    }

    @Test
    void topics_take_events_over_tls_only() {
        for (String topic : List.of("OrderEvents", "ChannelEvents")) {
            assertThat(statements("AWS::SNS::TopicPolicy", topic + "/Topic/Policy"))
                    .containsExactly(Map.of(
                            "Sid", "AllowPublishThroughSSLOnly",
                            "Effect", "Deny",
                            "Principal", "*",
                            "Action", "sns:Publish",
                            "Resource", "${%s/Topic}".formatted(topic),
                            "Condition", Map.of("Bool", Map.of("aws:SecureTransport", "false"))));
        }
    }

    @Test
    void queues_encrypt_with_keys_that_sqs_owns() {
        assertThat(demo.propertiesOf("AWS::SQS::Queue")).hasSize(17);
        assertThat(Synthesized.wholeDemo().propertiesOf("AWS::SQS::Queue"))
                .allSatisfy((path, properties) -> assertThat(properties)
                        .containsEntry("SqsManagedSseEnabled", true)
                        .doesNotContainKey("KmsMasterKeyId"));
    }

    @Test
    void queues_of_a_subscription_admit_its_topic_and_nobody_without_tls() {
        assertAdmits("AssignOrder/Work", "OrderEvents");
        assertAdmits("AssignOrder/Undelivered", "OrderEvents");
        assertAdmits("ApplyChannelOutcome/Work", "ChannelEvents");
        assertAdmits("ApplyChannelOutcome/Undelivered", "ChannelEvents");
        assertAdmits("FulfilExpressOrder/Work", "OrderEvents");
        assertAdmits("FulfilExpressOrder/Undelivered", "OrderEvents");
        assertAdmits("Payouts/Work", "ChannelEvents");
        assertAdmits("Payouts/Undelivered", "ChannelEvents");
    }

    @Test
    void other_queues_admit_nobody_without_tls() {
        for (String queue : List.of(
                "AssignOrder/Work/DeadLetters",
                "ApplyChannelOutcome/Work/DeadLetters",
                "FulfilExpressOrder/Work/DeadLetters",
                "Payouts/Work/DeadLetters",
                "PublishOrderEvents/Failures",
                "PublishChannelEvents/Failures",
                "ReleaseExpiredReservations/Failures",
                "NotifyPartner/Failures",
                "DrainPayouts/Failures")) {
            assertThat(statements("AWS::SQS::QueuePolicy", queue + "/Queue/Policy"))
                    .containsExactly(tlsOnly(queue));
        }
    }

    @Test
    void a_stage_worth_keeping_loses_no_table_and_can_go_back_in_time() {
        Synthesized kept = Synthesized.of(Stage.demo().retained());

        for (String table : List.of("Orders/Table", "Channels/Table")) {
            assertThat(kept.propertiesAt("AWS::DynamoDB::Table", table))
                    .containsEntry("DeletionProtectionEnabled", true)
                    .containsEntry("PointInTimeRecoverySpecification", Map.of("PointInTimeRecoveryEnabled", true));
            assertThat(demo.propertiesAt("AWS::DynamoDB::Table", table))
                    .doesNotContainKeys("DeletionProtectionEnabled", "PointInTimeRecoverySpecification");
        }
        assertThat(kept.deletionPoliciesOf("AWS::DynamoDB::Table", "AWS::SQS::Queue", "AWS::Logs::LogGroup"))
                .containsOnly("Retain");
        assertThat(demo.deletionPoliciesOf("AWS::DynamoDB::Table", "AWS::SQS::Queue", "AWS::Logs::LogGroup"))
                .containsOnly("Delete");
    }

    private void assertAdmits(String queue, String topic) {
        assertThat(statements("AWS::SQS::QueuePolicy", queue + "/Queue/Policy"))
                .containsExactly(
                        tlsOnly(queue),
                        Map.of(
                                "Effect", "Allow",
                                "Principal", Map.of("Service", "sns.amazonaws.com"),
                                "Action", "sqs:SendMessage",
                                "Resource", "${%s/Queue.Arn}".formatted(queue),
                                "Condition",
                                        Map.of("ArnEquals", Map.of("aws:SourceArn", "${%s/Topic}".formatted(topic)))));
    }

    private static Map<String, Object> tlsOnly(String queue) {
        return Map.of(
                "Effect", "Deny",
                "Principal", Map.of("AWS", "*"),
                "Action", "sqs:*",
                "Resource", "${%s/Queue.Arn}".formatted(queue),
                "Condition", Map.of("Bool", Map.of("aws:SecureTransport", "false")));
    }

    private List<Object> statements(String type, String path) {
        Object document = Synthesized.in(demo.propertiesAt(type, path), "PolicyDocument");
        return Synthesized.list(Synthesized.in(document, "Statement"));
    }
}
