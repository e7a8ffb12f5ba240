package io.orderchannel.infra.order;

import static org.assertj.core.api.Assertions.assertThat;

import faas.infra.Synthesized;
import faas.infra.SystemDefinition;
import faas.infra.policy.Stages;
import io.orderchannel.infra.channel.ChannelPolicies;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the production stage declares otherwise. */
class OrderProductionTest {
    private static final SystemDefinition SYSTEM = SystemDefinition.load();
    private static final Synthesized PRODUCTION = Synthesized.of(
                    SYSTEM,
                    SYSTEM.stage(
                            "production",
                            Map.of(
                                    ChannelPolicies.PARTNER_URL,
                                    "https://partner.example/notices",
                                    Stages.ALARM_TOPIC_ARN,
                                    "arn:aws:sns:eu-central-1:000000000000:alarms")))
            .only("production-orders-data", "production-order");

    @Test
    void production_keeps_its_table() {
        assertThat(PRODUCTION.propertiesOf("AWS::DynamoDB::Table"))
                .containsOnlyKeys("Orders/Table")
                .allSatisfy((path, table) -> assertThat(table)
                        .containsEntry("DeletionProtectionEnabled", true)
                        .containsEntry("PointInTimeRecoverySpecification", Map.of("PointInTimeRecoveryEnabled", true)));
    }

    @Test
    void production_accepts_orders_whatever_its_consumers_take() {
        assertThat(PRODUCTION.reservations()).isEqualTo(Map.of("PlaceOrder", 50));
        assertThat(PRODUCTION.propertiesAt("AWS::Lambda::EventSourceMapping", "ApplyChannelOutcome/Mapping"))
                .containsEntry("ScalingConfig", Map.of("MaximumConcurrency", 20));
        assertThat(PRODUCTION.propertiesAt("AWS::Lambda::EventSourceMapping", "FulfilExpressOrder/Mapping"))
                .containsEntry("ScalingConfig", Map.of("MaximumConcurrency", 10));
    }

    @Test
    void orders_of_production_wait_for_two_days() {
        assertThat(PRODUCTION.environmentOf("ExpireStaleOrders"))
                .containsEntry("STALE_AFTER_SECONDS", "172800")
                .containsEntry("ASK_AGAIN_AFTER_SECONDS", "240");
    }
}
