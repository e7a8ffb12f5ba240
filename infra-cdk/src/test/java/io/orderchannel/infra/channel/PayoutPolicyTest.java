package io.orderchannel.infra.channel;

import static org.assertj.core.api.Assertions.assertThat;

import faas.infra.policy.Violation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PayoutPolicyTest {
    @Test
    void drain_has_time_for_batches_and_its_messages_stay_hidden_meanwhile() {
        PayoutPolicy policy = ChannelPolicies.demo().payouts();
        assertThat(words(policy.violations("Payouts"))).isEmpty();
        assertThat(words(policy.withStart(0, Duration.ofDays(2))
                        .withDrainPayouts(
                                drain -> drain.withCompute(compute -> compute.withTimeout(Duration.ofSeconds(15))))
                        .withQueue(
                                queue -> queue.withRetry(retry -> retry.withVisibilityTimeout(Duration.ofSeconds(14)))
                                        .withOldestMessageAge(Duration.ofDays(3)))
                        .violations("Payouts")))
                .containsExactly(
                        "Payouts: start backlog 0: must be at least 1",
                        "Payouts: start age 172800 s: must be 1 s to 86400 s",
                        "Payouts: drain's function timeout 15 s: must exceed 15 s, or a drain begins no batch:"
                                + " it leaves that much of its time unused",
                        "Payouts: visibility timeout 14 s: must be at least 15 s, which the last batch of a drain may"
                                + " take, or a message comes again while it is still worked on");
    }

    @Test
    void payouts_that_wait_on_purpose_raise_no_alarm() {
        PayoutPolicy policy = ChannelPolicies.demo().payouts().withStart(100, Duration.ofMinutes(3));

        assertThat(words(policy.violations("Payouts")))
                .containsExactly(
                        "Payouts: oldest message's alarm 300 s: must exceed start age (180 s) + measuring (60 s)"
                                + " + drain (60 s), or it is raised while payouts wait as they should");
    }

    private static List<String> words(List<Violation> violations) {
        return violations.stream().map(Violation::toString).toList();
    }
}
