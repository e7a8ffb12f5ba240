package io.orderchannel.channel.slots.application;

import static org.assertj.core.api.Assertions.assertThat;

import faas.events.EventContext;
import io.orderchannel.channel.slots.domain.OrderMarker;
import io.orderchannel.channel.slots.domain.Slots;
import io.orderchannel.events.order.Channel;
import io.orderchannel.events.order.Money;
import io.orderchannel.events.order.OrderEventType;
import io.orderchannel.events.order.OrderItem;
import io.orderchannel.events.order.OrderSnapshot;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OrderRequestTest {
    private static final EventContext CONTEXT = new EventContext("trace-1", "correlation-1", "o1#2");

    @ParameterizedTest
    @CsvSource({"2026-03-01T23:59:59.999Z,2026-03-01", "2026-03-02T00:00:00Z,2026-03-02"})
    void the_slot_s_day_is_the_utc_day_on_which_the_order_was_placed(Instant placedAt, LocalDate day) {
        assertThat(request(Channel.LOCKER, placedAt).slots().day()).isEqualTo(day);
    }

    @ParameterizedTest
    @EnumSource
    void every_channel_of_the_contract_is_one_of_this_context(Channel channel) {
        assertThat(request(channel, Instant.EPOCH).slots())
                .extracting(Slots::channel)
                .hasToString(channel.name());
    }

    @Test
    void the_message_is_known_by_its_id_and_the_order_s_version() {
        assertThat(request(Channel.LOCKER, Instant.EPOCH).cause()).isEqualTo(new OrderMarker(2, "o1#2"));
    }

    private static OrderRequest request(Channel channel, Instant placedAt) {
        Money price = new Money(1_250, "EUR");
        OrderSnapshot order = new OrderSnapshot(
                "o1",
                2,
                "customer-1",
                channel,
                false,
                OrderEventType.PLACED,
                List.of(new OrderItem("MUG-BLUE", 1, price)),
                price,
                placedAt,
                null);
        return OrderRequest.of(order, "o1#2", CONTEXT);
    }
}
