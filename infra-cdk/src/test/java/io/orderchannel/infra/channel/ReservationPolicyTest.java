package io.orderchannel.infra.channel;

import static org.assertj.core.api.Assertions.assertThat;

import faas.infra.policy.Violation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReservationPolicyTest {
    @Test
    void slots_are_held_for_an_hour_at_most() {
        ReservationPolicy policy = ChannelPolicies.demo().reservations();
        assertThat(words(policy.violations("ManageSlot"))).isEmpty();
        assertThat(words(policy.withHold(Duration.ZERO).violations("ManageSlot")))
                .containsExactly("ManageSlot: hold 0 s: must be 1 s to 3600 s");
    }

    private static List<String> words(List<Violation> violations) {
        return violations.stream().map(Violation::toString).toList();
    }
}
