package io.orderchannel.channel.slots.adapter.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import faas.events.EventContext;
import io.orderchannel.channel.slots.application.OrderRequest;
import io.orderchannel.channel.slots.domain.Channel;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.OrderMarker;
import io.orderchannel.channel.slots.domain.Slots;
import io.orderchannel.events.order.Money;
import io.orderchannel.events.order.OrderItem;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class LambdaPartnerTest {
    private static final Money PRICE = new Money(1, "EUR");

    private static final OrderRequest ORDER = new OrderRequest(
            new OrderId("o1"),
            new Slots(Channel.COURIER, LocalDate.parse("2026-03-01")),
            List.of(new OrderItem("CAFÉ \"1\"", 2, PRICE), new OrderItem("MUG", 1, PRICE)),
            new OrderMarker(1, "o1#1"),
            new EventContext("trace-1", "correlation-1", "o1#1"),
            null);

    private static final String JSON = "{\"assignmentId\":\"assignment-o1\",\"orderId\":\"o1\",\"channel\":\"COURIER\","
            + "\"items\":[{\"sku\":\"CAFÉ \\\"1\\\"\",\"quantity\":2},{\"sku\":\"MUG\",\"quantity\":1}],"
            + "\"traceparent\":\"trace-1\",\"correlationid\":\"correlation-1\",\"causationid\":\"o1#1\"}";

    @Test
    void a_payload_is_one_line_of_json() {
        assertThat(LambdaPartner.payload(ORDER)).isEqualTo(JSON);
    }
}
