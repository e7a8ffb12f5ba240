package io.orderchannel.channel.slots.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderchannel.channel.slots.domain.Capacities;
import io.orderchannel.channel.slots.domain.Channel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapacityVariableTest {
    @Test
    void every_channel_has_its_capacity_in_any_order() {
        Capacities capacities = CapacityVariable.parse("STORE=10000, LOCKER=100,COURIER=0,MARKETPLACE=7");

        assertThat(capacities.of(Channel.STORE)).isEqualTo(10_000);
        assertThat(capacities.of(Channel.LOCKER)).isEqualTo(100);
        assertThat(capacities.of(Channel.COURIER)).isEqualTo(0);
        assertThat(capacities.of(Channel.MARKETPLACE)).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "STORE",
                "STORE=1",
                "STORE=1,COURIER=1,LOCKER=1",
                "STORE=1,COURIER=1,LOCKER=1,MARKETPLACE=-1",
                "STORE=1,COURIER=1,LOCKER=1,MARKETPLACE=many",
                "STORE=1,COURIER=1,LOCKER=1,MARKETPLACE=99999999999",
                "STORE=1,COURIER=1,LOCKER=1,DRONE=1",
                "STORE=1,STORE=1,COURIER=1,LOCKER=1,MARKETPLACE=1",
                "STORE=1,COURIER=1,LOCKER=1,MARKETPLACE=1,"
            })
    void anything_else_is_refused_with_what_was_expected(String text) {
        assertThatThrownBy(() -> CapacityVariable.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("slots a day of each channel once")
                .hasMessageContaining("COURIER=10,LOCKER=10,MARKETPLACE=10,STORE=10");
    }
}
