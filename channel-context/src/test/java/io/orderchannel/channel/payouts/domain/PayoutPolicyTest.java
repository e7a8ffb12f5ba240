package io.orderchannel.channel.payouts.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderchannel.channel.payouts.domain.PayoutPolicy.Decision;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayoutPolicyTest {
    private final PayoutPolicy policy = new PayoutPolicy(10, Duration.ofMinutes(5));

    @ParameterizedTest
    @CsvSource({
        "0, 0, false, NOT_YET",
        "9, 299, false, NOT_YET",
        "9, 299, true, NOT_YET",
        "10, 0, false, START",
        "11, 0, false, START",
        "1, 300, false, START",
        "1, 301, false, START",
        "10, 0, true, UNDER_WAY",
        "1, 300, true, UNDER_WAY",
        "0, 300, false, NOT_YET",
    })
    void starts_at_the_backlog_or_at_the_age(int backlog, long ageSeconds, boolean claimed, Decision decision) {
        assertThat(policy.decide(backlog, Duration.ofSeconds(ageSeconds), claimed))
                .isEqualTo(decision);
    }

    @Test
    void a_policy_that_would_start_for_nothing_is_refused() {
        assertThatThrownBy(() -> new PayoutPolicy(0, Duration.ofMinutes(1))).hasMessageContaining("0 messages");
        assertThatThrownBy(() -> new PayoutPolicy(1, Duration.ZERO)).hasMessageContaining("PT0S");
    }
}
