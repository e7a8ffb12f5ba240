package io.orderchannel.channel.slots.domain;

import static io.orderchannel.channel.slots.domain.RequestFixture.aRequest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValuesTest {

    @Test
    void the_slot_day_is_the_utc_day_on_which_the_order_was_placed() {
        assertThat(SlotDay.of(Instant.parse("2026-03-01T23:59:59.999Z")))
                .isEqualTo(new SlotDay(LocalDate.parse("2026-03-01")));
        assertThat(SlotDay.of(Instant.parse("2026-03-02T00:00:00Z")))
                .isEqualTo(new SlotDay(LocalDate.parse("2026-03-02")));
    }

    @Test
    void an_order_has_one_assignment_whatever_is_decided() {
        assertThat(aRequest("o1").assigned().id())
                .isEqualTo(aRequest("o1").rejected(new Capacity(0)).id());
        assertThat(aRequest("o1").assigned().id())
                .isNotEqualTo(aRequest("o2").assigned().id());
    }

    @Test
    void a_rejection_says_which_slots_were_taken() {
        assertThat(aRequest("o1").rejected(new Capacity(40)).reason())
                .isEqualTo("channel LOCKER has none of its 40 slots left on 2026-03-01");
    }

    @Test
    void a_capacity_is_not_negative() {
        assertThat(new Capacity(0).slots()).isZero();
        assertThatThrownBy(() -> new Capacity(-1)).hasMessage("capacity is -1 slots, expected at least 0");
    }

    @Test
    void every_channel_needs_a_capacity() {
        Map<Channel, Capacity> withoutLocker = Map.of(
                Channel.STORE, new Capacity(1), Channel.COURIER, new Capacity(1), Channel.MARKETPLACE, new Capacity(1));

        assertThatThrownBy(() -> new Capacities(withoutLocker)).hasMessage("no capacity for channel LOCKER");
    }
}
