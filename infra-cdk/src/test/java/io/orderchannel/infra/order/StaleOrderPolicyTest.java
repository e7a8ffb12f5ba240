package io.orderchannel.infra.order;

import static org.assertj.core.api.Assertions.assertThat;

import faas.infra.policy.Violation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StaleOrderPolicyTest {
    @Test
    void orders_wait_for_seven_days_at_most() {
        StaleOrderPolicy policy = OrderPolicies.demo().staleOrders();
        assertThat(words(policy.violations("ExpireStaleOrders"))).isEmpty();
        assertThat(words(policy.withLimit(Duration.ofDays(8)).violations("ExpireStaleOrders")))
                .containsExactly("ExpireStaleOrders: stale order limit 691200 s: must be 1 s to 604800 s");
        assertThat(words(policy.withAskAgain(Duration.ofHours(2), Duration.ofHours(3))
                        .violations("ExpireStaleOrders")))
                .containsExactly(
                        "ExpireStaleOrders: ask again 7200 s: must be 1 s to 3600 s",
                        "ExpireStaleOrders: ask again 7200 s: must be shorter than the schedule's"
                                + " 300 s, so that each run"
                                + " tells what has no answer");
        assertThat(words(policy.withAskAgain(Duration.ofMinutes(1), Duration.ofMinutes(1))
                        .violations("ExpireStaleOrders")))
                .containsExactly("ExpireStaleOrders: longest unanswered 60 s: must be longer than ask again 60 s");
    }

    private static List<String> words(List<Violation> violations) {
        return violations.stream().map(Violation::toString).toList();
    }
}
