package io.orderchannel.infra;

import static org.assertj.core.api.Assertions.assertThat;

import faas.infra.Synthesized;
import faas.infra.policy.FlowStep;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The way of an order on the dashboard. */
class OrderFlowTest {
    @Test
    void the_dashboard_begins_with_the_way_of_an_order_from_left_to_right() {
        List<String> titles =
                new OrderChannel().flow().stream().map(FlowStep::title).toList();
        String dashboard = String.valueOf(Synthesized.in(
                Synthesized.demo().propertiesAt("AWS::CloudWatch::Dashboard", "Dashboard/Dashboard"), "DashboardBody"));

        assertThat(titles).first().isEqualTo("Orders accepted");
        assertThat(dashboard).containsSubsequence(titles);
        for (int step = 0; step < titles.size(); step++) {
            assertThat(dashboard)
                    .contains(
                            "\"width\":4,\"height\":6,\"x\":%d,\"y\":0,\"properties\":{\"view\":\"timeSeries\",\"title\":\"%s\""
                                    .formatted(4 * step, titles.get(step)));
        }
    }
}
