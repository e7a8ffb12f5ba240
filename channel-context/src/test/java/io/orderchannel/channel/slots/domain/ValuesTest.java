package io.orderchannel.channel.slots.domain;

import static io.orderchannel.channel.slots.domain.RequestFixture.aRequest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ValuesTest {
    @Test
    void an_order_has_one_assignment_whatever_is_decided() {
        assertThat(aRequest("o1").assigned().id())
                .isEqualTo(aRequest("o1").rejected().id());
        assertThat(aRequest("o1").assigned().id())
                .isNotEqualTo(aRequest("o2").assigned().id());
    }

    @Test
    void a_channel_without_slots_says_which_were_taken() {
        assertThat(new Capacities(capacities(40)).noneLeft(aRequest("o1").slots()))
                .isEqualTo("channel LOCKER has none of its 40 slots left on 2026-03-01");
    }

    @Test
    void a_capacity_is_not_negative() {
        assertThat(new Capacities(capacities(0)).of(Channel.LOCKER)).isZero();
        assertThatThrownBy(() -> new Capacities(capacities(-1)))
                .hasMessage("capacity of channel LOCKER is -1 slots, expected at least 0");
    }

    @Test
    void every_channel_needs_a_capacity() {
        Map<Channel, Integer> withoutLocker = Map.of(Channel.STORE, 1, Channel.COURIER, 1, Channel.MARKETPLACE, 1);

        assertThatThrownBy(() -> new Capacities(withoutLocker)).hasMessage("no capacity for channel LOCKER");
    }

    private static Map<Channel, Integer> capacities(int locker) {
        return Map.of(Channel.STORE, 1, Channel.COURIER, 1, Channel.LOCKER, locker, Channel.MARKETPLACE, 1);
    }
}
