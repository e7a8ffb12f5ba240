package io.orderchannel.infra.channel;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.infra.policy.PolicyException;
import io.orderchannel.events.order.Channel;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChannelCapacityTest {
    @Test
    void channel_without_capacity_or_below_zero_is_refused() {
        assertThatThrownBy(() ->
                        new ChannelCapacity(Map.of(Channel.STORE, 1, Channel.COURIER, -1, Channel.MARKETPLACE, 0)))
                .isInstanceOf(PolicyException.class)
                .hasMessage("channel COURIER: capacity -1: must be at least 0" + System.lineSeparator()
                        + "channel LOCKER: capacity none: every channel must have one");
    }
}
